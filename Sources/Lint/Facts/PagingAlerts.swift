import Documents
import Formats

/// Which alerts wake a person.
enum PagingAlerts {
  static let parameter = Rule.Parameter(
    "severities", "Values of `severity` that wake a person; a spec in reach says it itself.",
    default: ["critical", "page"])

  /// Groups whose severity pages, each with where it certainly ends.
  static func destinations(
    _ view: RoutingView, _ tree: RoutingView.Tree, _ settings: RuleSettings
  ) -> [(group: RoutingView.Group, certain: [Int], possible: [Int])] {
    let severities = view.pagingSeverities ?? settings.strings("severities")
    return zip(view.groups, tree.reaches).compactMap { group, reach in
      guard case .exactly(let severity) = group.labels["severity"], severities.contains(severity) else { return nil }
      return (group, reach.certain, reach.possible)
    }
  }
}

extension RoutingView {
  /// The first alert of some groups that has a place, as a note.
  func note(_ groups: [Group], _ reporter: Reporter) -> [Finding.Note] {
    guard let place = groups.lazy.flatMap(\.members).compactMap({ alerts[$0].place }).first else { return [] }
    return [reporter.note("such as this alert", at: place.range, in: place.source)]
  }

  /// The alerts of some groups by name, for messages.
  func names(_ groups: [Group]) -> String {
    var seen: Set<String> = []
    let names = groups.flatMap(\.members).map { alerts[$0].name }.filter { seen.insert($0).inserted }
    return names.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}
