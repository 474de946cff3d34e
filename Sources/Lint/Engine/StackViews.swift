import Documents
import Formats

/// The stacks of a repository, each with the files that belong to it.
///
/// A repository may hold several: variants of one, examples, test data. What two of them say of the same thing is no contradiction. Where
/// two places below one folder each have what a stack has one of, a `prometheus.yml`, say, each is a stack of its own, and everything else
/// below the folder belongs to all of them.
struct StackViews {
  /// What a stack has one of.
  enum Mark: Hashable {
    case prometheus, alertmanager, spec, dataSources
  }

  /// Indices of the files of each stack, in their order.
  let views: [[Int]]

  init(_ files: [(path: String, marks: Set<Mark>)]) {
    var root = Folder()
    for (index, file) in files.enumerated() {
      let parts = file.path.split(separator: "/").filter { $0 != "." }
      // A Grafana is given its data sources in several files, beside the folder of its dashboards.
      let place = file.marks == [.dataSources] ? parts.dropLast(2) + [""] : parts[...]
      root.insert(place, index, file.marks)
    }
    let (common, stacks) = root.parted()
    views = stacks.isEmpty ? [Array(files.indices)] : stacks.map { ($0 + common).sorted() }
  }

  /// A folder, or a file in one.
  private struct Folder {
    private var files: [Int] = []
    private var marks: Set<Mark> = []
    private var children: [Folder] = []
    private var places: [Substring: Int] = [:]

    mutating func insert(_ path: ArraySlice<Substring>, _ index: Int, _ marks: Set<Mark>) {
      self.marks.formUnion(marks)
      guard let first = path.first else {
        files.append(index)
        return
      }
      if places[first] == nil {
        places[first] = children.count
        children.append(Folder())
      }
      children[places[first]!].insert(path.dropFirst(), index, marks)
    }

    /// - Returns: the stacks, where there are several, and the files that belong to each of them.
    func parted() -> (common: [Int], stacks: [[Int]]) {
      var seen: Set<Mark> = [], repeated: Set<Mark> = []
      for mark in children.lazy.flatMap(\.marks) where !seen.insert(mark).inserted { repeated.insert(mark) }
      var (common, stacks) = (files, [[Int]]())
      for child in children {
        let (inner, several) = child.parted()
        if child.marks.isDisjoint(with: repeated) {
          common += inner
          stacks += several
        } else {
          stacks += several.isEmpty ? [inner] : several.map { $0 + inner }
        }
      }
      return (common, stacks)
    }
  }
}

extension StackViews.Mark {
  /// What a document has that a stack has one of; nil where it has nothing.
  init?(_ document: Document) {
    switch document.kind {
    case .prometheus:
      // A file that another includes has jobs and nothing else.
      let isIncluded = document.roots.first?.mapping?.allSatisfy { $0.key.text == "scrape_configs" } == true
      guard !isIncluded || FileKind(name: document.source.name) == .prometheus else { return nil }
      self = .prometheus
    case .alertmanager: self = .alertmanager
    case .spec: self = .spec
    case .grafanaProvisioning:
      guard document.grafanaProvisioning?.dataSources.isEmpty == false else { return nil }
      self = .dataSources
    default: return nil
    }
  }
}

extension Linter {
  /// What rules over the project find in the files of each stack. What is said of a file that belongs to several has to hold in all of them.
  ///
  /// - Parameter facts: of each file; where there is one stack they are let go of as they are put together.
  func ask(_ facts: inout [ProjectFacts], of views: [[Int]], _ ask: (ProjectFacts) -> [Finding]) -> [Finding] {
    if views.count == 1 {
      var together = ProjectFacts()
      for index in views[0] {
        together.merge(facts[index])
        facts[index] = ProjectFacts()
      }
      return ask(together)
    }
    func together(_ view: [Int]) -> ProjectFacts {
      view.reduce(into: ProjectFacts()) { $0.merge(facts[$1]) }
    }
    /// In how many stacks each file is.
    var stacks: [String: Int] = [:]
    for view in views {
      for name in Set(view.flatMap { facts[$0].configuration.files.map(\.source.name) }) {
        stacks[name, default: 0] += 1
      }
    }
    var found: [(finding: Finding, count: Int)] = []
    var known: [FindingPlace: Int] = [:]
    for view in views {
      var here: Set<FindingPlace> = []
      for finding in ask(together(view)) {
        var place = FindingPlace(finding)
        while !here.insert(place).inserted { place.occurrence += 1 }
        if let index = known[place] {
          found[index].count += 1
        } else {
          known[place] = found.count
          found.append((finding, 1))
        }
      }
    }
    return found.filter { finding, count in count == stacks[finding.source.name] ?? 0 }.map(\.finding)
  }

  private struct FindingPlace: Hashable {
    let rule, file: String
    let range: Range<Int>
    /// Several may be found at one place; their words may differ from stack to stack.
    var occurrence = 0

    init(_ finding: Finding) { (rule, file, range) = (finding.rule, finding.source.name, finding.range) }
  }
}
