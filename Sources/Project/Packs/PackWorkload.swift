import Documents

/// What an exporter or a part of the stack needs to run, whatever runs it: each target spells it in its own words.
package struct PackWorkload: Sendable {
  package var name = "@{name}"
  package var image = ""
  package var tag = ""
  package var source: String?
  package var user: String?
  package var program: Workload.Program?
  package var entrypoint: [Argument] = []
  package var arguments: [Argument] = []
  package var environment: OrderedMap<Argument> = [:]
  package var secrets: [String] = []
  /// Folders of the output by what they are called there, with the path where the program looks for them.
  package var files: OrderedMap<String> = [:]
  /// Volumes that outlive the process, with the path where the program has them.
  package var storage: OrderedMap<String> = [:]
  /// Folders whose contents go with the process.
  package var temporary: [String] = []
  package var reach = Workload.Reach.stack
  package var ports: [Int] = []
  package var health = Health()
  package var limits = Workload.Limits()
  package var after: [String] = []
  package var needs: [Need] = []

  /// Whether it takes the address of what it watches.
  package var asksTarget: Bool { (arguments + environment.values).contains { $0.value.contains("@{target}") } }

  /// A text template, under a condition if it has one.
  package struct Argument: Sendable {
    package var condition: String?
    package var since: SoftwareVersion?
    package var until: SoftwareVersion?
    package var value = ""
    /// Where the text stands, for errors in its template.
    package var node: Node?
  }

  package struct Health: Sendable {
    package var command: [String] = []
    package var shell: String?
    package var none: String?
    package var source: String?
    package var startPeriod: PrometheusDuration?
  }

  /// What it needs beyond the hardened default.
  package struct Need: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      case root, capability, device, dockerSocket = "docker_socket", dockerGroup = "docker_group", hostPath =
        "host_path", sysctl

      /// What its `value` is; nil where it takes none.
      package var value: String? {
        switch self {
        case .capability: "the capability's name"
        case .device: "the device's path"
        case .hostPath: "the path on the host"
        case .sysctl: "the kernel parameter, `NAME=VALUE`"
        case .root, .dockerSocket, .dockerGroup: nil
        }
      }
    }

    package var kind = Kind.root
    package var value: String?
    package var path: String?
    package var propagation: Workload.Propagation?
    package var reason = ""
    package var condition: String?
  }

  package static let section = Section(
    "workload", "What runs.", default: PackWorkload(),
    fields: [
      .init("name", \.name, .string, "Its name, by which other parts reach it."),
      .init("image", \.image, .string, "Image with its registry, without a tag.", isRequired: true),
      .init("tag", \.tag, .text, "Pinned tag.", isRequired: true),
      .init("source", \.source, .string, "Where the tag was read."),
      .init("user", \.user, .text, "User and group, `65534:65534`."),
      .init("program", \.program, program.codec, "What runs where there are no images."),
      .init("entrypoint", \.entrypoint, .list(of: argument), "Replaces the image's entrypoint."),
      .init("arguments", \.arguments, .list(of: argument), "Arguments of the program."),
      .init("environment", \.environment, .mapping(of: argument, key: .text), "Environment variables."),
      .init("secrets", \.secrets, .list(of: Name.label), "Settings of type secret that it reads."),
      .init(
        "files", \.files, .mapping(of: path, key: outputFolder),
        "Generated folders, `./folder`, and where the program looks for them; it cannot write there."),
      .init(
        "storage", \.storage, .mapping(of: path, key: Name.owner), "Volumes by name, and where the program has them."),
      .init("temporary", \.temporary, .list(of: path), "Folders whose contents need not outlive the process."),
      .init("reach", \.reach, .word, "Whom it reaches and who reaches it: the stack, or the application as well."),
      .init("ports", \.ports, .list(of: .integer(1...65535)), "Ports that people open, on the loopback address."),
      .init("health", \.health, health.codec, "How it is known to work.", isRequired: true),
      .init("limits", \.limits, limits.codec, "What it may use.", isRequired: true),
      .init("after", \.after, .list(of: Name.owner), "Parts that start first, where the stack runs them."),
      .init("needs", \.needs, .list(of: need.codec), "What it needs beyond the hardened default."),
    ])

  private static let path = Codec.name(
    "absolute path", pattern: "^/[^:]*$", example: "/etc/loki", rule: "it begins with `/` and has no `:`",
    isValid: { $0.hasPrefix("/") && !$0.contains(":") })

  private static let outputFolder = Codec.name(
    "generated folder", pattern: "^\\./[^:]+$", example: "./loki", rule: "it begins with `./`",
    isValid: { $0.hasPrefix("./") && !$0.contains(":") && !$0.split(separator: "/").contains("..") })

  /// A text alone, or in a mapping with what it depends on.
  private static let argument = Codec<Argument>(
    "text, or text with a condition",
    schema: { ["anyOf": [["type": ["string", "number", "boolean"]], conditional.codec.schema(&$0)]] },
    encode: { _ in nil }
  ) { node, decoding in
    if node.mapping != nil {
      return conditional.decode(node, &decoding).map { argument in
        var argument = argument
        argument.node = node["value"]
        return argument
      }
    }
    return text.decode(node, &decoding).map { Argument(value: $0, node: node) }
  }

  /// A scalar of any type, as it is written.
  private static let text = Codec<String>(
    "text", schema: { _ in ["type": ["string", "number", "boolean"]] }, encode: { .string($0) }
  ) { node, decoding in
    guard let text = node.text, !node.isNull else {
      decoding.expected("a string, or a mapping with `value` and `if`, `since` or `until`", at: node)
      return nil
    }
    return text
  }

  private static let conditional = Section(
    "argument", "A text under a condition.", default: Argument(),
    fields: [
      .init("if", \.condition, .string, "Name that must have a value."),
      .init("since", \.since, Name.version, "First version of the software that knows it."),
      .init("until", \.until, Name.version, "Last version of the software that knows it."),
      .init("value", \.value, text, "The text.", isRequired: true),
    ])

  private static let program = Section(
    "program", "What runs where there are no images.", default: Workload.Program(),
    fields: [
      .init(
        "names", \.names, .list(of: .text, minimum: 1), "What the executable is called, by whoever packages it.",
        isRequired: true),
      .init("package", \.package, .text, "Debian's package that has it."),
      .init("releases", \.releases, .string, "Where its makers publish it.", isRequired: true),
      .init(
        "ports", \.ports, .list(of: .integer(1...65535), minimum: 1),
        "Ports that it listens on, the one that it is scraped at first.", isRequired: true),
      .init("reloads", \.reloads, .boolean, "Whether it reads its configuration anew on HUP."),
      .init("system_calls", \.systemCalls, .list(of: .text), "System calls beyond those of an ordinary service."),
      .init("address_families", \.addressFamilies, .list(of: .text), "Kinds of sockets beyond IP and Unix."),
    ])

  private static let health = Section(
    "health", "How it is known to work.", default: Health(),
    fields: [
      .init("command", \.command, .list(of: .text, minimum: 1), "A program of the image and its arguments."),
      .init("shell", \.shell, .string, "A line for the image's shell."),
      .init("none", \.none, .string, "Why there is none."),
      .init("source", \.source, .string, "How it is known that the image has the program."),
      .init("start_period", \.startPeriod, .positiveDuration, "Time to start in."),
    ])

  private static let limits = Section(
    "limits", "What it may use.", default: Workload.Limits(),
    fields: [
      .init("memory", \.memory, .byteSize, "Memory.", isRequired: true),
      .init("cpus", \.cpus, .number, "Processors.", isRequired: true),
      .init("pids", \.pids, .integer(1...100_000), "Processes and threads."),
    ])

  private static let need = Section(
    "need", "Something beyond the hardened default.", default: Need(),
    fields: [
      .init("need", \.kind, .word, "What it needs.", isRequired: true),
      .init("value", \.value, .text, "Which capability, device, path of the host or kernel parameter, `NAME=VALUE`."),
      .init("path", \.path, path, "Where the program has a path of the host; the same path if not said."),
      .init("propagation", \.propagation, .word, "How mounts below a path of the host propagate."),
      .init("reason", \.reason, .string, "Why.", isRequired: true),
      .init("if", \.condition, .string, "Name that must have a value."),
    ])
}
