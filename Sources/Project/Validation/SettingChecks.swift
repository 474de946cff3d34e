import Documents

/// A component's settings against those that its pack declares.
enum SettingChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for (name, component) in context.spec.components {
      guard let pack = context.resolved.packs[component.pack ?? name], !context.unreadPacks.contains(pack.name),
        !context.isBroken(["components", .key(name), "pack"])
      else {
        secrets(component, name, &context)
        continue
      }
      check(component, pack, name, &context)
    }
  }

  private static func check(_ component: Component, _ pack: Pack, _ name: String, _ context: inout SpecContext) {
    let path: Path = ["components", .key(name)]
    for (key, node) in component.settings where !key.hasPrefix("x-") {
      guard let setting = pack.settings[key] else {
        if isSecret(key) || pack.settings["\(key)_file"]?.kind == .secret {
          inlineSecret(key, name, &context)
        } else {
          context.report(
            .unknownKey, "the pack `\(pack.name)` has no setting `\(key)`",
            help: Spelling.help(for: key, among: pack.settings.keys + Component.commonKeys), at: path + [.name(key)])
        }
        continue
      }
      value(node, setting, key, &context)
    }
    for (key, setting) in pack.settings
    where setting.isRequired && component.settings[key] == nil && component.isManaged
      && !context.isBroken(path + ["managed"])
    {
      context.report(
        .missingKey, "the pack `\(pack.name)` needs `\(key)`", help: "add `\(key):` (\(setting.help))",
        at: ["components", .name(name)])
    }
  }

  /// What is a secret whatever the pack is.
  private static func secrets(_ component: Component, _ name: String, _ context: inout SpecContext) {
    for key in component.settings.keys where isSecret(key) { inlineSecret(key, name, &context) }
  }

  /// Whether people write a secret itself under a key; some packs have a whole address of a database as one.
  private static func isSecret(_ key: String) -> Bool { key == "dsn" || SecretNames.mayHoldSecret(key) }

  private static func inlineSecret(_ key: String, _ name: String, _ context: inout SpecContext) {
    context.report(
      .inlineSecret, "a secret does not belong in the spec",
      help: "write it to a file, and name the file: `\(key)_file: secrets/\(name)_\(key)`",
      at: ["components", .key(name), .key(key)])
  }

  private static func value(_ node: Node, _ setting: PackSetting, _ key: String, _ context: inout SpecContext) {
    var decoding = Decoding(source: context.reading.source, family: SpecFinding.self)
    switch setting.kind {
    case .string: _ = Codec.text.decode(node, &decoding)
    case .integer: _ = Codec.integer(Int.min...Int.max).decode(node, &decoding)
    case .boolean: _ = Codec.boolean.decode(node, &decoding)
    case .duration: _ = Codec.duration.decode(node, &decoding)
    case .url: _ = Codec.webAddress.decode(node, &decoding)
    case .address: _ = Codec.hostPort.decode(node, &decoding)
    case .secret: _ = SecretReference.codec.decode(node, &decoding)
    }
    if decoding.findings.isEmpty, let text = node.text, let pattern = setting.pattern, !pattern.matches(text) {
      decoding.report(
        SpecFinding.value, "`\(text)` cannot be `\(key)`: the whole value must match `\(pattern.text)`",
        help: setting.example.map { "write it like `\($0)`" } ?? setting.help, at: node.range)
    }
    context.findings += decoding.findings
  }
}

extension Component {
  /// The keys that every component may have.
  static let commonKeys = [
    "pack", "targets", "managed", "team", "alerts", "scheme", "tls", "basic_auth", "authorization", "headers",
    "timeout", "interval", "sample_limit",
  ]
}
