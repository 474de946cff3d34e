import Documents

/// A file of targets, which file discovery reads.
///
/// Source: github.com/prometheus/prometheus, cmd/promtool/main.go, `checkSDFile`.
package enum TargetFileShape {
  package static func problems(in root: Node) -> [FormatProblem] {
    // Whether an address is one decides the job that reads the file: for a prober it is what to probe.
    Shape.entries(DiscoveryShape.targetGroup).problems(in: root)
  }
}
