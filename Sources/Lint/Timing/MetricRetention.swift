import Documents
import Formats
import Project

/// For how long the server that keeps metrics longest keeps them.
struct MetricRetention {
  let duration: PrometheusDuration
  /// Who says so, to be followed by "keeps metrics".
  let origin: String
  /// Somebody else keeps them too, of whom dashboards may ask.
  let isForwarded: Bool

  /// <https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects>
  private static let standard = PrometheusDuration.hours(24 * 15)

  /// - Returns: nil where the retention of some server is not known, or where one reads what others keep.
  init?(_ facts: ConfigurationFacts, _ knowledge: Knowledge) {
    if let stack = knowledge.stack {
      (duration, origin) = (stack.retention.metrics, "the spec")
      isForwarded = !stack.prometheus.remoteWrite.isEmpty
      return
    }
    let deployments = facts.deployments
    guard !facts.prometheus.contains(where: \.readsRemotely) else { return nil }
    var known: [(PrometheusDuration, String)] = []
    for config in facts.servers {
      let flags = deployments.first { $0.config.source.name == config.source.name }?.service.flags
      if flags?.isAgent == true { continue }
      if config.setsRetention {
        guard let retention = config.retention else { return nil }
        known.append((retention, "Prometheus, by its configuration,"))
        continue
      }
      switch flags?.retention {
      case .time(let retention): known.append((retention, "Prometheus, by its flag,"))
      case .standard: known.append((Self.standard, "Prometheus, by default,"))
      case .unknown, nil: return nil
      }
    }
    guard let longest = known.max(by: { $0.0 < $1.0 }) else { return nil }
    (duration, origin) = longest
    isForwarded = facts.prometheus.contains(where: \.writesRemotely)
  }
}
