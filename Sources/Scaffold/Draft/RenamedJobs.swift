import Documents
import Project
import PromQL
import RE2

/// An imported expression that selects jobs by the names that they have here.
struct RenamedJobs {
  /// The job that everything is probed by.
  static let probes = "probe"

  private(set) var text: String
  /// The services and components that it selects by their jobs.
  private(set) var owners: [String] = []
  /// Jobs that it asks for and that nothing here is scraped as: it selects nothing.
  private(set) var missing: [String] = []
  /// What it selects otherwise than before, and has to be looked at: sentences without a full stop.
  private(set) var remarks: [String] = []

  /// - Parameter tree: of the text.
  init(_ text: String, _ tree: Expr, in draft: Draft) {
    self.text = text
    var bytes = Array(text.utf8)
    let matchers = tree.selectors.flatMap(\.matchers).filter { $0.name == "job" && !$0.value.isEmpty }
    var renamed: [(Range<Int>, String)] = []
    for matcher in matchers {
      let value = matcher.operation.isRegex ? pattern(matcher, draft) : name(matcher, draft)
      if let value { renamed.append((matcher.valueRange, value)) }
    }
    for (range, value) in renamed.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      bytes.replaceSubrange(range, with: JSONWriter.quoted(value).utf8)
    }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// - Returns: what has to stand there instead; nil where it can stay.
  private mutating func name(_ matcher: LabelMatcher, _ draft: Draft) -> String? {
    let name = draft.job(formerly: matcher.value)
    if !matcher.operation.isNegative { note(name.map { [$0] } ?? [], matcher, draft) }
    return name == matcher.value ? nil : name
  }

  private mutating func pattern(_ matcher: LabelMatcher, _ draft: Draft) -> String? {
    guard let pattern = KnownPattern.of(matcher.value)?.pattern else { return nil }
    let listed = pattern.literals(limit: 100)
    let known = draft.jobs.keys.sorted() + draft.jobNames.subtracting(draft.jobs.keys).sorted()
    let old = listed ?? known.filter(pattern.matches)
    let names = old.map { draft.job(formerly: $0) }
    if !matcher.operation.isNegative { note(names.compactMap { $0 }, matcher, draft) }
    guard zip(names, old).contains(where: { $0 != nil && $0 != $1 }) else { return nil }
    if listed == nil {
      remarks.append(
        "`job\(matcher.operation.rawValue)\"\(matcher.value)\"`: jobs have other names here, and those that it matched are listed instead"
      )
    }
    return zip(names, old).map { name, old in Selector.quotedMeta(name ?? old) }.uniqued().joined(separator: "|")
  }

  private mutating func note(_ jobs: [String], _ matcher: LabelMatcher, _ draft: Draft) {
    if jobs.isEmpty { missing.append(matcher.value) }
    if jobs.contains(Self.probes), matcher.value != Self.probes {
      remarks.append(
        "the job `\(matcher.value)`: all probes share the job `\(Self.probes)` here, so it holds for each of them")
    }
    owners += jobs.filter(draft.isOwner)
  }
}

extension Draft {
  /// What is called so here, or was as a job before; nil for what is not scraped.
  func job(formerly name: String) -> String? { jobs[name] ?? (jobNames.contains(name) ? name : nil) }

  /// Everything that is scraped here has a job of its own name; probes share one.
  var jobNames: Set<String> {
    Self.reserved.union(services.keys).union(components.keys)
  }
}
