import Documents
import Formats

extension Rule {
  static let healthcheckTest = Rule(
    "compose/healthcheck-test", .warning,
    "a healthcheck runs something that cannot succeed",
    why:
      "The service is unhealthy for ever, and whatever waits for it never starts. `CMD` takes a program and its arguments one by one, without a shell; `CMD-SHELL` takes one text.",
    bad: [
      Example(
        """
        services:
          one: { image: "nginx:1.29", healthcheck: { test: [CMD, "⟦curl -f http://localhost/⟧"] } }
          pipe: { image: "nginx:1.29", healthcheck: { test: [CMD, curl, http://localhost/, "⟦||⟧", exit, "1"] } }
          split: { image: "nginx:1.29", healthcheck: { test: [CMD-SHELL, curl, ⟦-f⟧, http://localhost/] } }
          text: { image: "nginx:1.29", healthcheck: { test: "⟦CMD⟧ curl -f http://localhost/" } }
          prometheus: { image: "prom/prometheus:v3.5.0", healthcheck: { test: [CMD, ⟦curl⟧, http://localhost:9090/-/healthy] } }
          alertmanager: { image: "quay.io/prometheus/alertmanager:v0.28.1", healthcheck: { test: ⟦curl⟧ -f localhost:9093 } }
        """)
    ],
    good: [
      Example(
        """
        services:
          one: { image: "nginx:1.29", healthcheck: { test: [CMD, curl, -f, http://localhost/] } }
          shell: { image: "nginx:1.29", healthcheck: { test: [CMD-SHELL, "curl -f http://localhost/ || exit 1"] } }
          text: { image: "nginx:1.29", healthcheck: { test: curl -f http://localhost/ || exit 1 } }
          own: { image: "nginx:1.29", healthcheck: { test: [CMD, sh, -c, "a || b", "||"] } }
          none: { image: "nginx:1.29", healthcheck: { test: [NONE] } }
          chosen: { image: "nginx:1.29", healthcheck: { test: [CMD, "${CHECK:-curl -f localhost}"] } }
          interval: { image: "nginx:1.29", healthcheck: { interval: 5s } }
          prometheus: { image: "prom/prometheus:v3.5.0", healthcheck: { test: [CMD, wget, -q, --spider, http://localhost:9090/-/healthy] } }
          built: { build: ., image: "prom/prometheus:v3.5.0", healthcheck: { test: [CMD, curl, http://localhost:9090/-/healthy] } }
        """)
    ],
    check: .composeService { service, reporter in
      guard let test = service.node["healthcheck"]?["test"],
        let problem = HealthcheckCommand(test)?.problem(in: service)
      else { return }
      reporter.report(problem.message, at: problem.text, part: problem.part, help: problem.help)
    })
}

/// What a healthcheck runs.
private enum HealthcheckCommand {
  struct Problem {
    let message: String
    let text: Text
    /// All of the text where nil.
    var part: Range<Int>?
    let help: String
  }

  case program(Text, arguments: [Text])
  case shell(Text)
  /// The shell is given more than one text, of which it runs the first.
  case split(Text, rest: Text)

  /// - Returns: nil for nothing that could be judged.
  init?(_ test: Node) {
    if let text = Text(test), !text.value.isEmpty {
      self = .shell(text)
      return
    }
    let words = (test.sequence ?? []).compactMap(Text.init)
    guard let mark = words.first, !Interpolation.isNeeded(mark.value) else { return nil }
    switch mark.value {
    case "NONE": return nil
    case "CMD" where words.count > 1: self = .program(words[1], arguments: Array(words[2...]))
    case "CMD-SHELL" where words.count > 2: self = .split(words[1], rest: words[2])
    case "CMD-SHELL" where words.count == 2: self = .shell(words[1])
    case "CMD", "CMD-SHELL": return nil
    // Compose refuses the list.
    default: return nil
    }
  }

  func problem(in service: ComposeService) -> Problem? {
    switch self {
    case .split(let first, let rest):
      Problem(
        message: "the shell runs `\(first.value)` alone: what follows in the list is no part of it", text: rest,
        help: "write the whole command as one text behind `CMD-SHELL`")
    case .program(let program, let arguments): Self.problem(program, arguments) ?? Self.missing(program, in: service)
    case .shell(let text):
      Self.isMark(text)
        ? Problem(
          message: "a text is run by the shell, which has no program `CMD`", text: text, part: Self.firstWord(text),
          help: "write the command alone, or a list that begins with `CMD`") : Self.missing(text, in: service)
    }
  }

  private static func problem(_ program: Text, _ arguments: [Text]) -> Problem? {
    if arguments.isEmpty, program.value.utf8.contains(UInt8(ascii: " ")), !Interpolation.isNeeded(program.value) {
      return Problem(
        message: "`CMD` takes a program and its arguments one by one: no program is named `\(program.value)`",
        text: program, help: "write `CMD-SHELL`, or each word as an item of its own")
    }
    let isShell = ["sh", "bash", "ash"].contains(program.value.split(separator: "/").last.map(String.init))
    guard !isShell, let sign = arguments.first(where: { ["||", "&&", "|", ";"].contains($0.value) }) else { return nil }
    return Problem(
      message: "`CMD` runs no shell: `\(sign.value)` and what follows are arguments of `\(program.value)`", text: sign,
      help: "write `CMD-SHELL` and the whole command as one text")
  }

  private static func isMark(_ text: Text) -> Bool {
    ["CMD ", "CMD-SHELL "].contains { text.value.hasPrefix($0) }
  }

  private static func firstWord(_ text: Text) -> Range<Int> {
    0..<text.value.utf8.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") }.count
  }

  /// Images with a few tools at most, as all versions of their Dockerfiles begin with `busybox` or are `distroless`.
  private static let withoutCurl: Set<String> = ["prometheus", "alertmanager", "node-exporter", "blackbox-exporter"]

  private static func missing(_ command: Text, in service: ComposeService) -> Problem? {
    guard service["build"] == nil, let image = service.image, !Interpolation.isNeeded(command.value) else { return nil }
    let reference = ImageReference(image.value)
    let owner = reference.registry == nil ? "prom/" : reference.registry == "quay.io" ? "prometheus/" : nil
    guard let owner, reference.name.hasPrefix(owner),
      withoutCurl.contains(String(reference.name.dropFirst(owner.count))),
      command.value == "curl" || command.value.hasPrefix("curl ")
    else { return nil }
    return Problem(
      message: "the image of `\(service.name.value)` has no `curl`, so it is never healthy", text: command,
      part: firstWord(command), help: "use `wget -q --spider`, which it has")
  }
}
