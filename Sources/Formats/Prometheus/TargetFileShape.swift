import Documents

/// A file of targets, which file discovery reads.
///
/// Source: github.com/prometheus/prometheus, cmd/promtool/main.go, `checkSDFile`.
package enum TargetFileShape {
  package static func problems(in root: Node) -> [FormatProblem] {
    var found = Shape.entries(DiscoveryShape.targetGroup).problems(in: root)
    for group in root.sequence ?? [] {
      found += (group["targets"]?.sequence ?? []).compactMap(ScrapeShape.targetProblem)
    }
    return found
  }
}
