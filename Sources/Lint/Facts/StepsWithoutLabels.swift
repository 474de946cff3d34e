import Documents
import Formats

extension PrometheusConfig {
  /// The rules of jobs that read only labels which no target of the job has then, each with the first of these. A rule that several
  /// jobs share, by an anchor, counts where that holds for all of them.
  var stepsWithoutLabels: [(step: RelabelStep, source: Text)] {
    var found: [(step: RelabelStep, source: Text)] = []
    var fine: Set<Int> = []
    for job in jobs where job.isDiscovering || !job.targets.isEmpty {
      var labels = TargetLabels(job)
      for rule in job.relabelRules {
        let step = RelabelStep(rule)
        if !step.sources.isEmpty, step.sources.allSatisfy(labels.lack),
          let source = Text(rule["source_labels"]?.sequence?.first)
        {
          found.append((step, source))
        } else if let source = rule["source_labels"]?.sequence?.first {
          fine.insert(source.range.lowerBound)
        }
        labels.apply(step)
      }
    }
    var seen: Set<Int> = []
    return found.filter {
      !fine.contains($0.source.range.lowerBound) && seen.insert($0.source.range.lowerBound).inserted
    }
  }
}

extension RelabelStep {
  /// The labels that it reads, without values.
  var absent: [String: String] { Dictionary(sources.map { ($0, "") }) { first, _ in first } }

  /// Whether it changes nothing where the labels that it reads have no values.
  func isIdle(on values: [String: String]) -> Bool {
    switch action {
    case "drop": matches(values) == false
    // What matches nothing and puts together what it matched is empty, as the label is.
    case "replace": matches(values).map { !$0 || (replacement == "$1" || replacement == "${1}") } ?? false
    default: false
    }
  }
}

extension TargetLabels {
  /// What to do about a label that no target has.
  static func help(_ label: String) -> String {
    if label == "instance" { return "`instance` is set after relabelling: read `__address__`" }
    if label == "__name__" {
      return "metrics have names, targets have not: write the rule under `metric_relabel_configs`"
    }
    guard label.hasPrefix("__meta_") else { return "set the label under `labels:` of the targets, or read another one" }
    let name = label.dropFirst("__meta_".count).prefix { $0 != "_" }
    return "it comes with `\(name)_sd_configs`, which the job does not have"
  }
}
