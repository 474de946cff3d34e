/// The Helm charts that files are sources of: <https://helm.sh/docs/topics/charts/#the-chart-file-structure>.
struct HelmCharts {
  private static let mark = "Chart.yaml"

  /// Folders of charts among some files, each with a slash at its end.
  private let folders: Set<String>

  init(_ paths: [String]) {
    folders = Set(paths.filter { $0 == Self.mark || $0.hasSuffix("/" + Self.mark) }.map(SpecSearch.folder))
  }

  /// Whether a file is one of a chart's templates, or values for them. The chart itself may lie above what is linted.
  func contain(_ path: String) -> Bool {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.popLast() else { return false }
    let isValues = name.contains("values") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    var below: [Substring] = []
    while true {
      // What a chart has at its own top, in `templates/`, or in `ci/` for its tests.
      if below.isEmpty && isValues || below.first == "ci" && below.count == 1 && isValues || below.first == "templates"
      {
        let folder = parts.map { $0 + "/" }.joined()
        if folders.contains(folder) || SpecSearch.exists(folder + Self.mark) { return true }
      }
      guard let last = parts.popLast() else { return false }
      below.insert(last, at: 0)
    }
  }
}
