import Documents

/// The container that runs an exporter or a part of the stack.
package struct PackContainer: Sendable {
  package var service = "@{name}"
  package var image = ""
  package var tag = ""
  package var source: String?
  package var user: String?
  package var entrypoint: [Argument] = []
  package var command: [Argument] = []
  package var environment: OrderedMap<Argument> = [:]
  package var secrets: [String] = []
  package var mounts: [Mount] = []
  package var networks = ["monitoring"]
  package var ports: [Int] = []
  package var healthcheck = Healthcheck()
  package var limits = Limits()
  package var dependsOn: [String] = []
  package var exceptions: [Exception] = []

  /// A text template, under a condition if it has one.
  package struct Argument: Sendable {
    package var condition: String?
    package var value = ""
    /// Where the text stands, for errors in its template.
    package var node: Node?
  }

  package struct Mount: Sendable {
    package var source: String?
    package var target: String?
    package var isReadOnly = false
    package var temporary: String?
    package var propagation: String?
    package var condition: String?
    package var suppressed: Suppressed?

    /// A rule of the linter that is right about it in general.
    package struct Suppressed: Sendable {
      package var rule = ""
      package var reason = ""
    }
  }

  package struct Healthcheck: Sendable {
    package var test: [String] = []
    package var none: String?
    package var source: String?
    package var startPeriod: PrometheusDuration?
  }

  package struct Limits: Sendable {
    package var memory = ByteSize(bytes: 128 << 20)
    package var cpus: Decimal = 1
    package var pids = 128
  }

  package struct Exception: Sendable {
    package var set: Node?
    package var reason = ""
    package var condition: String?
  }

  package static let section = Section(
    "container", "What runs.", default: PackContainer(),
    fields: [
      .init("service", \.service, .string, "Name of the Compose service."),
      .init("image", \.image, .string, "Image with its registry, without a tag.", isRequired: true),
      .init("tag", \.tag, .text, "Pinned tag.", isRequired: true),
      .init("source", \.source, .string, "Where the tag was read."),
      .init("user", \.user, .text, "User and group, `65534:65534`."),
      .init("entrypoint", \.entrypoint, .list(of: argument), "Replaces the image's entrypoint."),
      .init("command", \.command, .list(of: argument), "Arguments."),
      .init("environment", \.environment, .mapping(of: argument, key: .text), "Environment variables."),
      .init("secrets", \.secrets, .list(of: Name.label), "Settings of type secret that the container reads."),
      .init("mounts", \.mounts, .list(of: mount.codec), "Folders and volumes."),
      .init(
        "networks", \.networks, .list(of: .word(of: ["monitoring", "application"]), minimum: 1),
        "Networks; `application` is the project's own."),
      .init("ports", \.ports, .list(of: .integer(1...65535)), "Ports published on the loopback address."),
      .init("healthcheck", \.healthcheck, healthcheck.codec, "How Docker knows that it works.", isRequired: true),
      .init("limits", \.limits, limits.codec, "What it may use.", isRequired: true),
      .init("depends_on", \.dependsOn, .list(of: Name.owner), "What starts first, where the stack runs it."),
      .init("exceptions", \.exceptions, .list(of: exception.codec), "Departures from the hardened default."),
    ])

  private static let argument = Codec<Argument>(
    "text, or text with a condition",
    schema: { _ in
      ["anyOf": [["type": ["string", "number", "boolean"]], ["type": "object", "required": ["if", "value"]]]]
    },
    encode: { _ in nil }
  ) { node, decoding in
    guard node.mapping != nil else {
      guard let text = node.text, !node.isNull else {
        decoding.expected("a string, or a mapping with `if` and `value`", at: node)
        return nil
      }
      return Argument(value: text, node: node)
    }
    guard let condition = node["if"]?.text, let value = node["value"], let text = value.text, node.mapping?.count == 2
    else {
      decoding.expected("a mapping with `if` and `value`", at: node)
      return nil
    }
    return Argument(condition: condition, value: text, node: value)
  }

  private static let mount = Section(
    "mount", "A folder or volume.", default: Mount(),
    fields: [
      .init("source", \.source, .string, "`./folder` of the output, `/path` of the host, or the name of a volume."),
      .init("target", \.target, .string, "Path in the container."),
      .init("read_only", \.isReadOnly, .boolean, "Whether it cannot be written."),
      .init("tmpfs", \.temporary, .string, "Path of a file system in memory, instead of source and target."),
      .init(
        "propagation", \.propagation, .word(of: ["rslave", "rprivate", "rshared"]), "How mounts below it propagate."),
      .init("if", \.condition, .string, "Name that must have a value."),
      .init("suppress", \.suppressed, suppressed.codec, "A finding of lint that is accepted here."),
    ])

  private static let suppressed = Section(
    "suppress", "A rule that the generated file suppresses.", default: Mount.Suppressed(),
    fields: [
      .init("rule", \.rule, .string, "The rule.", isRequired: true),
      .init("reason", \.reason, .string, "Why it is accepted.", isRequired: true),
    ])

  private static let healthcheck = Section(
    "healthcheck", "How Docker knows that it works.", default: Healthcheck(),
    fields: [
      .init("test", \.test, .list(of: .text, minimum: 2), "Command, beginning with CMD."),
      .init("none", \.none, .string, "Why there is none."),
      .init("source", \.source, .string, "How it is known that the image has the command."),
      .init("start_period", \.startPeriod, .positiveDuration, "Time to start in."),
    ])

  private static let limits = Section(
    "limits", "What it may use.", default: Limits(),
    fields: [
      .init("memory", \.memory, .byteSize, "Memory.", isRequired: true),
      .init("cpus", \.cpus, .number, "Processors.", isRequired: true),
      .init("pids", \.pids, .integer(1...100_000), "Processes and threads."),
    ])

  private static let exception = Section(
    "exception", "A departure from the hardened default.", default: Exception(),
    fields: [
      .init("set", \.set, .node("mapping"), "Keys of the Compose service.", isRequired: true),
      .init("reason", \.reason, .string, "Why.", isRequired: true),
      .init("if", \.condition, .string, "Name that must have a value."),
    ])
}
