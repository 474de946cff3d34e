import Documents

/// What a file is, found out by its content.
package enum FileKind: String, Sendable, CaseIterable {
  /// `pharos.yml`, and the files of a pack.
  case spec, pack
  /// `.pharos.yml`
  case settings
  /// Prometheus: rule files, their unit tests, the configuration.
  case rules, ruleTests, prometheus
  /// What Prometheus' file discovery reads.
  case targets
  case alertmanager
  /// What Alertmanager reads by its `templates:`.
  case notificationTemplates
  /// Resources of the Prometheus operator, and maps and secrets that hold files of the others, alone, in lists, among others.
  case kubernetes
  /// Grafana: dashboards of both schemas, data sources and providers.
  case dashboard, grafanaProvisioning
  /// Alerts that Grafana itself evaluates; recognised where the settings say so.
  case grafanaAlerts
  case compose
  case exposition
  case markdown

  /// What the values in a file show it to be. A key at the top is not enough, as others use the same words: what stands below it has
  /// to be what the kind has there.
  ///
  /// - Parameters:
  ///   - name: what the file is called; a name such as `prometheus.yml` decides where the content leaves it open.
  ///   - isNamed: somebody says that it is one of ours, which is a little more than nothing.
  /// - Returns: nil for what is none of them.
  package init?(roots: [Node], name: String = "", isNamed: Bool = false) {
    if let list = roots.first?.sequence, !list.isEmpty, list.allSatisfy(Evidence.isTargetGroup) {
      self = .targets
      return
    }
    if roots.contains(where: KubernetesResource.isOperators) {
      self = .kubernetes
      return
    }
    guard let root = roots.first(where: { $0.mapping != nil }), ForeignTool(root) == nil,
      !KubernetesResource.isOne(root) || Evidence.isDashboard(root)
    else { return nil }
    let claimed = FileKind(name: name) ?? (isNamed ? .rules : nil)
    // What the content alone shows goes before what the name says: `prometheus-alertmanager.yml` may be either.
    let test =
      Self.tests.first { $0.isIt(root, false) } ?? Self.tests.first { claimed == $0.kind && $0.isIt(root, true) }
    guard let kind = test?.kind else { return nil }
    self = kind
  }

  /// In the order in which they are asked. The second argument tells whether the file's name says that it is one.
  private static let tests: [(kind: FileKind, isIt: @Sendable (Node, Bool) -> Bool)] = [
    (.rules, Evidence.isRules), (.ruleTests, Evidence.isRuleTests), (.prometheus, Evidence.isPrometheus),
    (.alertmanager, Evidence.isAlertmanager), (.spec, Evidence.isSpec), (.compose, Evidence.isCompose),
    (.grafanaProvisioning, Evidence.isProvisioning),
    (.dashboard, { root, _ in Evidence.isDashboard(root) || Evidence.isWrappedDashboard(root) }),
    (.pack, Evidence.isPack), (.settings, { root, isNamed in isNamed && root["lint"] != nil }),
    (.targets, { root, _ in Evidence.isTargetGroup(root) && root["labels"]?.mapping != nil }),
  ]

  /// What an empty file is, only its name can tell: Prometheus takes one, Alertmanager does not.
  ///
  /// - Parameter name: what it is called.
  package init?(empty source: SourceFile, name: String) {
    let name = name.lowercased()
    // Helm calls its values so, and those that a chart is tried with lie in a folder for tests.
    let isOfHelm = name.includes("values") || name.includes("/test/") || name.includes("/tests/")
    let isOfSecrets = name.split(separator: "/").last.map { String($0).includes("secret") } ?? false
    guard name.includes("alertmanager"), !isOfHelm, !isOfSecrets, name.hasSuffix(".yml") || name.hasSuffix(".yaml"),
      source.bytes.split(separator: UInt8(ascii: "\n")).allSatisfy(Self.saysNothing)
    else { return nil }
    self = .alertmanager
  }

  /// A blank line, a comment, or the start of a document.
  private static func saysNothing(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return text.isEmpty || text.first == UInt8(ascii: "#") || text.elementsEqual("---".utf8)
      || text.elementsEqual("---\r".utf8)
  }
}

extension FileKind {
  /// What a file's name says that it is, as people and images call such files; nil where it says nothing.
  package init?(name path: String) {
    let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let stem = String(name[..<dot])
    switch name[dot...] {
    case ".yml", ".yaml": break
    case ".rules":
      self = .rules
      return
    default: return nil
    }
    let words = stem.split { "-_.".contains($0) }.map(String.init)
    // Tests of a chart or of rules are named after what they test.
    if words.contains("test") || words.contains("tests") || words.contains("values") { return nil }
    switch stem {
    case "pharos": self = .spec
    case ".pharos": self = .settings
    case "prometheus": self = .prometheus
    case "alertmanager": self = .alertmanager
    default:
      if words.starts(with: ["docker", "compose"]) || words.first == "compose" || words.last == "compose" {
        self = .compose
      } else if stem.includes("rules") || words.contains("alerts") {
        self = .rules
      } else if words.first == "prometheus" || words.last == "prometheus" {
        self = .prometheus
      } else if words.first == "alertmanager" || words.last == "alertmanager" {
        self = .alertmanager
      } else {
        return nil
      }
    }
  }

  /// Whether a document has rules in the wrong place.
  package static func hasMisplacedRules(_ root: Node) -> Bool {
    !KubernetesResource.isOne(root) && Evidence.hasMisplacedRules(root)
  }

  /// Whether the name alone makes a file that cannot be parsed one of ours: it is nobody else's.
  package static func isOurs(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    guard let kind = FileKind(name: name), !name.hasSuffix(".rules") else { return false }
    switch kind {
    case .prometheus, .alertmanager: return ["prometheus", "alertmanager"].contains(String(name.prefix { $0 != "." }))
    default: return true
    }
  }
}
