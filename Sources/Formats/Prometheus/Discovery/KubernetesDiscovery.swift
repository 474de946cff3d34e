import Documents

/// Discovery in a Kubernetes cluster.
///
/// Source: github.com/prometheus/prometheus, discovery/kubernetes/kubernetes.go.
enum KubernetesDiscovery {
  static let section = HTTPClientShape.section(
    "kubernetes_sd_config",
    [
      "api_server": .url, "role": role, "kubeconfig_file": .string,
      "namespaces": .section(SectionShape("namespaces", ["own_namespace": .boolean, "names": .strings])),
      "selectors": .list(.section(SectionShape("a selector", ["role": role, "label": .string, "field": .string]))),
      "attach_metadata": .section(
        SectionShape(
          "attach_metadata",
          ["node": .boolean, "namespace": .boolean, "deployment": .boolean, "job": .boolean, "cronjob": .boolean])),
    ],
    checks: [Condition.filled("role"), server, selectors])

  private static let role = Shape.choice(["node", "pod", "service", "endpoints", "endpointslice", "ingress"])

  /// Which selectors each role knows.
  private static let selectable: [String: [String]] = [
    "pod": ["pod", "node"], "service": ["service"], "endpointslice": ["pod", "service", "endpointslice"],
    "endpoints": ["pod", "service", "endpoints"], "node": ["node"], "ingress": ["ingress"],
  ]

  @Sendable private static func server(_ node: Node) -> [FormatProblem] {
    let hasServer = node.isPresent("api_server"), hasFile = node.isFilled("kubeconfig_file")
    let own = node["namespaces"]?.flag("own_namespace") == true
    func problem(_ message: String, at key: String) -> [FormatProblem] {
      [FormatProblem(message, at: node.entry(key)?.key.range ?? node.range)]
    }
    if hasServer, hasFile {
      return problem("`kubeconfig_file` cannot stand beside `api_server`", at: "kubeconfig_file")
    }
    // Written out, the defaults are no custom client.
    let client = node.mapping?.first { entry in
      guard let key = entry.key.text, HTTPClientShape.fields[key] != nil else { return false }
      return key == "follow_redirects" || key == "enable_http2" ? node.flag(key) == false : node.isFilled(key)
    }
    if let key = client?.key, !hasServer {
      return [
        FormatProblem(
          hasFile
            ? "an HTTP client of one's own cannot stand beside `kubeconfig_file`"
            : "an HTTP client of one's own needs `api_server`", at: key.range)
      ]
    }
    if own, hasServer || hasFile {
      return problem(
        "`namespaces.own_namespace` cannot stand beside `\(hasServer ? "api_server" : "kubeconfig_file")`",
        at: "namespaces")
    }
    return []
  }

  @Sendable private static func selectors(_ node: Node) -> [FormatProblem] {
    guard let role = node["role"]?.text, let allowed = selectable[role] else { return [] }
    var seen: Set<String> = []
    return (node["selectors"]?.sequence ?? []).flatMap { selector -> [FormatProblem] in
      let own = selector["role"]?.text ?? ""
      let range = selector["role"]?.range ?? Condition.start(selector)
      if !seen.insert(own).inserted { return [FormatProblem("a second selector for the role `\(own)`", at: range)] }
      if !allowed.contains(own) {
        return [FormatProblem("the role `\(role)` has selectors for \(Condition.list(allowed)) only", at: range)]
      }
      return terms("label", of: selector, existence: true) + terms("field", of: selector, existence: false)
    }
  }

  /// Selectors as the cluster's own parser takes them, as far as their outline goes.
  private static func terms(_ key: String, of selector: Node, existence: Bool) -> [FormatProblem] {
    guard let value = selector[key], let text = value.text, !text.isEmpty else { return [] }
    let fine = text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { term in
      existence || term.isEmpty || term.contains("=")
    }
    let balanced = text.count { $0 == "(" } == text.count { $0 == ")" }
    return fine && balanced ? [] : [FormatProblem("`\(text)` is no \(key) selector", at: value.range)]
  }
}
