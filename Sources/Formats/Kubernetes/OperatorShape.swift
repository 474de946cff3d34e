import Documents

/// What the Prometheus operator's resources may hold.
///
/// Source: the published CRDs; a resource with another key is refused by `kubectl apply`, or the key is dropped.
package enum OperatorShape {
  private static let shapes = ShapeNotation.read(
    [common, monitors, scrapeConfig, servers].joined(separator: "\n"))

  /// The kinds that are known here. A `PrometheusRule` is a rule file and checked as one.
  private static let kinds: Set<String> = [
    "ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig", "Prometheus", "Alertmanager",
  ]

  /// Every kind of the operator. Source: prometheus-operator/prometheus-operator, pkg/apis/monitoring, v1, v1alpha1 and v1beta1.
  package static let allKinds = [
    "Alertmanager", "AlertmanagerConfig", "PodMonitor", "Probe", "Prometheus", "PrometheusAgent", "PrometheusRule",
    "ScrapeConfig", "ServiceMonitor", "ThanosRuler",
  ]

  package static func problems(in resource: KubernetesResource) -> [FormatProblem] {
    let version = resource.node["apiVersion"]?.text ?? ""
    // A patch of Kustomize is a part of a resource.
    guard version.hasPrefix("monitoring.coreos.com/"), resource.node["$patch"] == nil else { return [] }
    guard allKinds.contains(resource.kind) else {
      return [
        FormatProblem(
          "`\(resource.kind)` is no kind of the Prometheus operator",
          help: Spelling.help(for: resource.kind, among: allKinds),
          at: resource.node["kind"]?.range ?? resource.node.range)
      ]
    }
    var found = Shape.section(envelope).problems(in: resource.node)
    if resource.kind == "PrometheusRule" || kinds.contains(resource.kind), !resource.node.isPresent("spec") {
      found.append(
        FormatProblem("a \(resource.kind) needs a `spec`", help: "add `spec:`", at: Condition.start(resource.node)))
    }
    if kinds.contains(resource.kind), let spec = resource.node["spec"], let shape = shapes[resource.kind] {
      found += shape.problems(in: spec) + scrapes(in: resource.kind, spec).flatMap(timeoutProblems)
    }
    return found
  }

  private static func scrapes(in kind: String, _ spec: Node) -> [Node] {
    switch kind {
    case "ServiceMonitor": spec["endpoints"]?.sequence ?? []
    case "PodMonitor": spec["podMetricsEndpoints"]?.sequence ?? []
    case "Probe": [spec]
    default: []
    }
  }

  /// The operator leaves out a monitor that waits longer than until the next scrape: `CompareScrapeTimeoutToScrapeInterval` in
  /// prometheus-operator/prometheus-operator, pkg/prometheus/promcfg.go.
  private static func timeoutProblems(in scrape: Node) -> [FormatProblem] {
    guard let interval = scrape.positiveDuration("interval"), let timeout = scrape.positiveDuration("scrapeTimeout"),
      timeout > interval, let value = scrape["scrapeTimeout"]
    else { return [] }
    return [
      FormatProblem("the scrape timeout \(timeout) is longer than the scrape interval \(interval)", at: value.range)
    ]
  }

  private static let envelope = SectionShape(
    "a resource",
    [
      "apiVersion": .string, "kind": .string, "metadata": .map(.any), "spec": .any, "status": .any, "data": .any,
      // Of editors and of what keeps resources in a repository; it does not come as far as the cluster.
      "$schema": .any,
    ],
    checks: [
      { node in
        guard let metadata = node["metadata"], metadata.mapping != nil else {
          return [FormatProblem("a resource needs `metadata` with a name", at: Condition.start(node))]
        }
        return metadata.isFilled("name") || metadata.isFilled("generateName")
          ? [] : [FormatProblem("a resource needs a name", help: "add `name:`", at: Condition.start(metadata))]
      },
      { node in
        for key in ["labels", "annotations"] {
          for entry in node["metadata"]?[key]?.mapping ?? [] {
            let problems = Shape.text.problems(in: entry.value)
            if !problems.isEmpty { return problems }
          }
        }
        return []
      },
    ])
}
