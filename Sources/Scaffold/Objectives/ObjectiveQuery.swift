import Documents
import PromQL

/// Queries of imported objectives, over the window that the spec gives them.
enum ObjectiveQuery {
  /// - Returns: the query with `$window` as its ranges, and whether more than its notation was changed; nil for no PromQL.
  static func windowed(_ query: String) -> (text: String, isChanged: Bool)? {
    let text = replacingWindow(query.trimmed())
    if text.contains("$window") { return (text, false) }
    guard let tree = Expr.parse(text).expression else { return nil }
    var edits: [(Range<Int>, String)] = []
    collect(tree, &edits)
    var bytes = Array(text.utf8)
    for (range, replacement) in edits.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      bytes.replaceSubrange(range, with: replacement.utf8)
    }
    return (String(decoding: bytes, as: UTF8.self), true)
  }

  /// Ranges become the window; what is read without one is a counter, whose rise is asked.
  private static func collect(_ tree: Expr, _ edits: inout [(Range<Int>, String)]) {
    switch tree {
    case .rangeSelector(let node): edits.append((node.duration.range, "$window"))
    case .selector(let node):
      edits.append((node.range.lowerBound..<node.range.lowerBound, "rate("))
      edits.append((node.range.upperBound..<node.range.upperBound, "[$window])"))
    default: for child in tree.children { collect(child, &edits) }
    }
  }

  /// `{{.window}}`, as Sloth writes it: <https://sloth.dev/specs/default/>.
  private static func replacingWindow(_ text: String) -> String {
    var result = "", rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let isWindow = String(rest[open.upperBound..<close.lowerBound]).trimmed() == ".window"
      result += rest[..<open.lowerBound]
      result += isWindow ? "$window" : String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}

extension Draft {
  /// The query with jobs by their names here; what it asks for and nothing is scraped as, is to be looked at.
  mutating func renamingJobs(_ query: String, of objective: String, at place: Place) -> String {
    guard let tree = ExpressionTemplate(query).validated().expression else { return query }
    let jobs = RenamedJobs(query, tree, in: self)
    for job in jobs.missing {
      leave(
        .changed, "the queries of `\(objective)` ask for the job `\(job)`: nothing here is scraped under that name",
        at: place)
    }
    for remark in jobs.remarks { leave(.changed, "the objective `\(objective)` selects \(remark)", at: place) }
    return jobs.text
  }

  /// The service that objectives are about; made where nothing has it yet, as a file of objectives does not say where it is.
  mutating func serviceOfObjectives(_ text: String, at place: Place) -> String {
    let slug = OwnerName.slug(text) ?? "service"
    if let known = [jobs[text], slug].compactMap({ $0 }).first(where: { services[$0] != nil }) { return known }
    let name = ownerName(text, or: "service")
    var service = DraftService(targets: [HostPort(host: name, port: 80)], from: place)
    service.keys["targets"]?.note =
      "Where is it scraped? Its objectives do not say; this is only a place to put the answer."
    service.keys["packs"] = Entry([])
    services[name] = service
    rename(job: text, to: name)
    return name
  }

  /// Adds an objective, its name made free.
  mutating func add(objective name: String, _ value: Tree, note: String?, to service: String, at place: Place) {
    let free = OwnerName.free(OwnerName.slug(name) ?? "objective") { [self] in services[service]?.objectives[$0] != nil
    }
    services[service]?.objectives[free] = Entry(value, note: note, from: place)
  }
}
