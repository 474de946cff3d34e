import Documents
import Formats

/// Dashboards and panels that come and go, and panels whose queries are others.
struct DashboardChanges {
  private(set) var changes: [StackChanges.Change] = []

  init(_ old: StackFiles, _ new: StackFiles, _ differing: Set<String>) {
    for path in differing.filter(StackPath.isDashboard).sorted() {
      let (a, b) = (Self.dashboard(path, old), Self.dashboard(path, new))
      guard let title = (b ?? a)?.title?.value else { continue }
      guard let a, let b else {
        changes.append(.init(.dashboards, "\(Phrase.code(title)) is \(b == nil ? "gone" : "new")"))
        continue
      }
      let words = Self.words(a, b)
      if !words.isEmpty {
        changes.append(.init(.dashboards, "\(Phrase.code(title)): \(words.joined(separator: "; "))"))
      }
    }
  }

  private static func dashboard(_ path: String, _ files: StackFiles) -> Dashboard? {
    files.root(path).flatMap { Dashboard.all(in: $0, files.source(path)).first }
  }

  private static func words(_ old: Dashboard, _ new: Dashboard) -> [String] {
    let (a, b) = (queries(old), queries(new))
    func list(_ names: [String], _ words: String) -> String? {
      names.isEmpty ? nil : "\(words) \(Phrase.list(names.uniqued()))"
    }
    let changed = b.keys.filter { name in a[name].map { $0 != b[name]! } ?? false }
    return [
      list(b.keys.filter { a[$0] == nil }, "new:"), list(a.keys.filter { b[$0] == nil }, "gone:"),
      list(changed, "asks otherwise:"),
    ].compactMap { $0 }
  }

  /// What is asked for, by the titles of panels.
  private static func queries(_ dashboard: Dashboard) -> OrderedMap<[String]> {
    var result: OrderedMap<[String]> = [:]
    for panel in dashboard.panels {
      guard let title = panel.node["title"]?.text, panel.node["type"]?.text != "row" else { continue }
      let texts = (panel.node["targets"]?.sequence ?? []).compactMap { $0["expr"]?.text }
      result[title] = (result[title] ?? []) + texts
    }
    return result
  }
}
