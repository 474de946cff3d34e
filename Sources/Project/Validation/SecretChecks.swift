import Documents

/// What is secret stays out of the spec and of Git.
enum SecretChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    guard let root = context.reading.root else { return }
    search(root, under: nil, &context)
  }

  private static func search(_ node: Node, under key: String?, _ context: inout SpecContext) {
    switch node.content {
    case .scalar(let scalar): search(scalar, node, &context)
    case .sequence(let items): for item in items { search(item, under: key, &context) }
    case .mapping(let entries):
      for entry in entries {
        let name = entry.key.text ?? ""
        if key == "headers", SecretNames.isHeader(name), let value = entry.value.text, !SecretValues.mayBeShown(value) {
          report("the header `\(name)` is a secret", entry.value.range, &context)
        } else if name.hasSuffix("_file"), let path = entry.value.text {
          file(path, entry.value.range, &context)
        } else {
          search(entry.value, under: name, &context)
        }
      }
    }
  }

  private static func search(_ scalar: Scalar, _ node: Node, _ context: inout SpecContext) {
    for secret in SecretText.find(in: scalar.text) {
      let what: String
      switch secret.kind {
      case .userinfo where scalar.text.includes("://"): what = "the address holds a password"
      case .parameter(let name): what = "the parameter `\(name)` of the address is a secret"
      case .webhook: what = "whoever knows this address can write to it"
      default: continue
      }
      let range = ScalarMap(of: scalar, at: node.range, in: context.reading.source).range(of: secret.range)
      report(what, range, &context)
    }
  }

  private static func report(_ what: String, _ range: Range<Int>, _ context: inout SpecContext) {
    guard !context.reading.errors.overlaps(range) else { return }
    context.findings.append(
      Finding(
        SpecFinding.inlineSecret, "\(what), and generated files are committed",
        help: "name a file with it under `authorization` or `basic_auth`, or leave it out", in: context.reading.source,
        at: range))
  }

  // MARK: Files

  /// What pharos writes into the output folder for every target, by the first part of its path.
  static let ownNames: Set<String> = [
    ".gitattributes", ".gitignore", ".pharos", "alertmanager", "blackbox", "docs", "grafana", "heartbeat",
    "instrumentation", "jaeger", "loki", "otel-collector", "prometheus", "runbooks",
  ]

  private static func file(_ path: String, _ range: Range<Int>, _ context: inout SpecContext) {
    let name = String(path.prefix { $0 != "/" })
    guard ownNames.contains(name) || context.resolved.target.fileNames.contains(name) || path == "secrets/README.md"
    else { return }
    context.findings.append(
      Finding(
        SpecFinding.secretFile, "pharos writes `\(path)` itself, so it cannot hold a secret",
        help: "name a file below `secrets/`, which Git leaves out", in: context.reading.source, at: range))
  }
}
