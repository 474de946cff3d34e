import Documents

/// Which labels the targets of a job can have while its relabel rules run.
///
/// Source: github.com/prometheus/prometheus, scrape/target.go, `PopulateDiscoveredLabels`, and the packages below discovery/, each of
/// which puts its own name behind `__meta_`.
package struct TargetLabels: Sendable {
  /// Names that are known, and beginnings of names that may come.
  private var names: Set<String> = [
    "__address__", "__scheme__", "__metrics_path__", "__scrape_interval__", "__scrape_timeout__", "job",
  ]
  private var prefixes: [String] = []
  /// Whether others decide what labels there are: files, addresses, a label map.
  package private(set) var isOpen = false
  /// Whether all targets are written down.
  private let isStatic: Bool

  package init(_ job: ScrapeJob) {
    isStatic = !job.isDiscovering
    names.formUnion(job.targets.flatMap { $0.labels.map(\.key.value) })
    names.formUnion((job.node["params"]?.mapping ?? []).compactMap { $0.key.text.map { "__param_" + $0 } })
    for key in (job.node.mapping ?? []).compactMap(\.key.text) where key.hasSuffix("_sd_configs") {
      let name = String(key.dropLast("_sd_configs".count))
      switch name {
      case "file", "http": isOpen = true
      case "aws": prefixes += ["ec2", "ecs", "lightsail", "elasticache", "msk", "rds"].map { "__meta_\($0)_" }
      default:
        if DiscoveryShape.fields[key] == nil { isOpen = true }
        prefixes.append("__meta_\(name)_")
      }
    }
  }

  /// Whether no target has a label: one of a discovery that the job does not have, or one that was not given to targets written down.
  package func lack(_ label: String) -> Bool {
    guard !isOpen, !names.contains(label), !prefixes.contains(where: label.hasPrefix) else { return false }
    if label.hasPrefix("__") { return label.hasPrefix("__meta_") || label == "__name__" }
    return isStatic
  }

  /// Whether some target may carry a label once all rules have run.
  package func mayBe(_ label: String) -> Bool { isOpen || names.contains(label) || label == "instance" }

  /// Takes on what a rule may write.
  package mutating func apply(_ step: RelabelStep) {
    switch step.action {
    case "labelmap": isOpen = true
    case "keep", "drop", "keepequal", "dropequal", "labeldrop", "labelkeep": break
    default:
      if step.target.includes("$") { isOpen = true }
      names.insert(step.target)
    }
  }
}
