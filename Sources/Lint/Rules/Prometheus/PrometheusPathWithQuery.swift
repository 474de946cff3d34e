import Documents
import Formats

extension Rule {
  static let pathWithQuery = Rule(
    "prometheus/path-with-query", .error,
    "the path of a scrape has a query in it",
    why:
      "Prometheus takes all of it for a path and sends `?` as `%3F`. The target answers 404, and every scrape fails. What belongs behind the question mark is written under `params:`.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: vault
            metrics_path: /v1/sys/metrics⟦?format=prometheus⟧
            static_configs: [{ targets: ["vault:8200"] }]
          - job_name: api
            static_configs: [{ targets: ["api:8000"], labels: { __metrics_path__: "/metrics⟦?all⟧" } }]
        """),
      Example(
        """
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: gitlab }
        spec:
          selector: { matchLabels: { app: gitlab } }
          endpoints: [{ port: web, path: "/-/metrics⟦?token=x⟧" }]
        """),
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: vault
            metrics_path: /v1/sys/metrics
            params: { format: [prometheus] }
            static_configs: [{ targets: ["vault:8200"] }]
          - job_name: api
            metrics_path: /any?x=y
            static_configs: [{ targets: ["api:8000"] }]
            relabel_configs: [{ target_label: __metrics_path__, replacement: /metrics }]
        """)
    ],
    check: .document { document, reporter in
      // vmagent sends it as it is: lib/promrelabel/scrape_url.go of github.com/VictoriaMetrics/VictoriaMetrics.
      guard document.dialect == .prometheus else { return }
      for job in document.prometheus?.jobs ?? [] {
        let own = Text(job.node["metrics_path"])
        let labels = job.targets.flatMap { $0.labels.filter { $0.key.value == "__metrics_path__" }.map(\.value) }
        var seen: Set<Int> = []
        for path in ([own] + labels).compactMap({ $0 }) where seen.insert(path.range.lowerBound).inserted {
          reporter.report(path, unlessWrittenBy: job.relabelRules, in: "params")
        }
      }
      guard document.kind == .kubernetes else { return }
      for resource in KubernetesResource.all(in: document.roots) {
        guard let spec = resource.node["spec"] else { continue }
        switch resource.kind {
        case "ServiceMonitor", "PodMonitor":
          for endpoint in spec[resource.kind == "PodMonitor" ? "podMetricsEndpoints" : "endpoints"]?.sequence ?? [] {
            reporter.report(
              Text(endpoint["path"]), unlessWrittenBy: endpoint["relabelings"]?.sequence ?? [], in: "params")
          }
        case "Probe": reporter.report(Text(spec.descend(["prober", "path"])), unlessWrittenBy: [], in: nil)
        case "ScrapeConfig":
          reporter.report(
            Text(spec["metricsPath"]), unlessWrittenBy: spec["relabelings"]?.sequence ?? [], in: "params")
        default: break
        }
      }
    })
}

extension Reporter {
  /// - Parameters:
  ///   - rules: relabel rules, which may write the path anew.
  ///   - key: where the query belongs.
  fileprivate mutating func report(_ path: Text?, unlessWrittenBy rules: [Node], in key: String?) {
    guard let path, let mark = path.value.utf8.firstIndex(of: UInt8(ascii: "?")) else { return }
    let isWritten = rules.contains { rule in
      let target = rule["target_label"]?.text ?? rule["targetLabel"]?.text ?? ""
      return target == "__metrics_path__" || target.includes("$") || rule["action"]?.text?.lowercased() == "labelmap"
    }
    if isWritten { return }
    let start = path.value.utf8.distance(from: path.value.utf8.startIndex, to: mark)
    let query = String(path.value.dropFirst(start + 1))
    report(
      "the `?` is sent as `%3F`, a part of the path: the scrape gets 404", at: path,
      part: start..<path.value.utf8.count,
      help: SecretText.holdsSecret(path.value)
        ? "use `authorization` with `credentials_file`, where the other side takes a header instead"
        : key.map { "write it under `\($0):`\(Self.example(query))" }
          ?? "leave it out: the parameters of a probe are `module` and the target")
  }

  /// The query as a mapping of lists, where it is of names and values.
  private static func example(_ query: String) -> String {
    let pairs = query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    guard !pairs.isEmpty, pairs.allSatisfy({ $0.count == 2 }), !query.includes("$"), query.utf8.count < 60 else {
      return ""
    }
    return ", as in `{ " + pairs.map { "\($0[0]): [\($0[1])]" }.joined(separator: ", ") + " }`"
  }
}
