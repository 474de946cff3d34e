import Documents
import Formats

extension Rule {
  static let resourceFormat = Rule(
    "kubernetes/format", .error,
    "a resource of the Prometheus operator holds something that its definition refuses",
    why: """
      `kubectl apply` refuses it, or the cluster drops the key without a word and the operator never sees it. A key that is wrong in its \
      capitals alone is a warning: programs in Go that read such files themselves take it.
      """,
    bad: [
      Example(
        """
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: api }
        spec:
          selector: { matchLabels: { app: api } }
          endpoints:
            - port: ⟦8000⟧
              ⟦scrapeInterval⟧: 15s
              interval: ⟦15 seconds⟧
        """)
    ],
    good: [
      Example(
        """
        apiVersion: v1
        kind: List
        items:
          - apiVersion: monitoring.coreos.com/v1
            kind: ServiceMonitor
            metadata: { name: api }
            spec:
              selector: { matchLabels: { app: api } }
              endpoints:
                - { port: http, interval: 15s, honorLabels: true }
          - apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata: { name: api }
            spec:
              groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]
        """)
    ],
    check: .document { document, reporter in
      guard document.kind == .kubernetes else { return }
      // A patch of Kustomize has what it changes, and no more.
      let isPatch = document.source.name.includes("patch")
      for resource in KubernetesResource.all(in: document.roots) where !resource.isToBeDeleted {
        for problem in OperatorShape.problems(in: resource) where !(isPatch && problem.range.isEmpty) {
          reporter.report(
            problem.message, at: problem.range, help: problem.help, as: problem.isOfCase ? .warning : nil)
        }
      }
    })
}

extension KubernetesResource {
  /// Whether it only names what OpenShift's operator of versions takes away.
  ///
  /// Source: openshift/enhancements, enhancements/cvo/object-removal-manifest-annotation.md.
  fileprivate var isToBeDeleted: Bool {
    node["metadata"]?["annotations"]?["release.openshift.io/delete"]?.text == "true"
  }
}
