import Documents
import Formats

extension Rule {
  static let composeVersion = Rule(
    "compose/version", .info,
    "the key `version:` means nothing any more",
    why: "Compose ignores it and warns at every call.",
    bad: [
      Example(
        """
        ⟦version⟧: "3.8"
        services:
          api: { image: "example/api:1.2" }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2" }
        """)
    ],
    check: .compose { file, reporter in
      guard let entry = file.node.entry("version") else { return }
      let line = reporter.source.bytes.line(from: entry.key.range.lowerBound, holding: entry.value.range.upperBound)
      reporter.report(
        "Compose ignores `version:` and warns about it", at: entry.key.range, help: "remove it",
        fix: line.map { Fix("remove `version:`", [.init($0, "")]) })
    })

  static let missingHealthcheck = Rule(
    "compose/healthcheck", .info, isOnByDefault: false,
    "a service has no healthcheck",
    why: "Docker restarts what exits, but not what hangs, and others cannot wait until it is ready. Images may bring their own.",
    bad: [
      Example(
        """
        services:
          ⟦api⟧: { image: "example/api:1.2" }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", healthcheck: { test: [CMD, /health] } }
        """)
    ],
    check: .composeService { service, reporter in
      guard !service.isPartial, service["healthcheck"] == nil else { return }
      reporter.report("nothing tells whether `\(service.name.value)` works", at: service.name, help: "add `healthcheck:`")
    })

  static let missingLimits = Rule(
    "compose/limits", .info, isOnByDefault: false,
    "a service may take all memory",
    why: "Monitoring shares the machine with what it watches. A query that loads too much should end in its own container.",
    bad: [
      Example(
        """
        services:
          ⟦api⟧: { image: "example/api:1.2" }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", mem_limit: 512m }
          db: { image: "postgres:17", deploy: { resources: { limits: { memory: 1g } } } }
        """)
    ],
    check: .composeService { service, reporter in
      guard !service.isPartial, service["mem_limit"] == nil,
        service["deploy"]?["resources"]?["limits"]?["memory"] == nil
      else { return }
      reporter.report(
        "nothing limits the memory of `\(service.name.value)`", at: service.name,
        help: "add `mem_limit:` or `deploy.resources.limits.memory:`")
    })

  static let logRotation = Rule(
    "compose/log-rotation", .info, isOnByDefault: false,
    "the logs of a service grow without end",
    why: "Docker's default driver never rotates: a talkative container fills the disk.",
    bad: [
      Example(
        """
        services:
          ⟦api⟧: { image: "example/api:1.2" }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", logging: { driver: json-file, options: { max-size: 10m } } }
          db: { image: "postgres:17", logging: { driver: journald } }
        """)
    ],
    check: .composeService { service, reporter in
      let logging = service["logging"]
      let driver = logging?["driver"]?.text ?? "json-file"
      guard !service.isPartial, driver == "json-file", logging?["options"]?["max-size"] == nil else { return }
      reporter.report(
        "the logs of `\(service.name.value)` are never rotated", at: service.name,
        help: "add `logging: { driver: local }`, or `options: { max-size: 10m, max-file: \"3\" }`")
    })
}

extension [UInt8] {
  /// The whole lines of a range that begins its line and is followed by nothing else; nil otherwise.
  fileprivate func line(from start: Int, holding end: Int) -> Range<Int>? {
    guard start == 0 || self[start - 1] == UInt8(ascii: "\n") else { return nil }
    var end = end
    while end < count, self[end] == UInt8(ascii: " ") || self[end] == UInt8(ascii: "\r") { end += 1 }
    guard end == count || self[end] == UInt8(ascii: "\n") else { return nil }
    return start..<Swift.min(end + 1, count)
  }
}
