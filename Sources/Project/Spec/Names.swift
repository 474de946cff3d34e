import Documents

/// The names that Prometheus, Alertmanager, targets and file systems accept alike.
package enum Name {
  /// A service, component, probe, receiver, objective…: also a job, a file and a DNS label.
  package static let owner = Codec.name(
    "name", pattern: "^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$", example: "payment-api",
    rule: "lower-case letters, digits, `-` and `_`, at most 63, beginning and ending with a letter or digit",
    isValid: isOwner)

  package static func isOwner(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    let isEdge = { (byte: UInt8) in byte.isDigit || byte.isLetter && byte >= UInt8(ascii: "a") }
    return isEdge(first) && isEdge(last)
      && bytes.allSatisfy { isEdge($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  /// <https://prometheus.io/docs/concepts/data_model/>; pharos keeps to the legacy character set, which every version takes.
  package static let metric = Codec.name(
    "metric name", pattern: "^[a-zA-Z_][a-zA-Z0-9_]*$", example: "http_requests_total",
    rule: "letters, digits and `_`, not beginning with a digit; colons are for recording rules",
    isValid: { isLabel($0) })

  /// A metric in a pack's catalogue, where constants that pharos records count as well.
  static let catalogued = Codec.name(
    "metric or record name", pattern: "^[a-zA-Z_:][a-zA-Z0-9_:]*$", example: "http_requests_total",
    rule: "letters, digits, `_` and, in records, `:`", isValid: { isRecord($0) })

  package static let label = Codec.name(
    "label name", pattern: "^[a-zA-Z_][a-zA-Z0-9_]*$", example: "method",
    rule: "letters, digits and `_`, not beginning with a digit or `__`", isValid: { isLabel($0) && !$0.hasPrefix("__") }
  )

  /// Of software: what comes behind the numbers, such as Debian's own revision, does not count.
  package static let version = Codec.name(
    "version", pattern: "^v?[0-9]+(\\.[0-9]+)*([-+].*)?$", example: "2.42.0", rule: "numbers with dots between them",
    isValid: { SoftwareVersion($0) != nil }
  )
  .map(to: { SoftwareVersion($0) }, from: { $0?.description }).unwrapped()

  package static let record = Codec.name(
    "record name", pattern: "^[a-zA-Z_:][a-zA-Z0-9_:]*$", example: "service:http_requests:rate5m",
    rule: "letters, digits, `_` and `:`",
    isValid: { isRecord($0) && $0.utf8.contains(UInt8(ascii: ":")) })

  package static let alert = Codec.name(
    "alert name", pattern: "^[A-Z][a-zA-Z0-9]*$", example: "HighErrorRate", rule: "CamelCase, letters and digits",
    isValid: { $0.utf8.allSatisfy { $0.isLetter || $0.isDigit } && $0.first.map { $0.isUppercase } == true })

  /// The value of a label that targets and alerts share. An alert's labels are templates and a target's are not, so a template would
  /// give them different teams.
  package static let team = Codec.string.checked { text in
    if text.isEmpty { return ("a team has a name", "write it, or leave out the key") }
    guard text.includes("{{") else { return nil }
    return ("a team's name is text, and `{{` begins a template", "write the name itself")
  }
  .annotated(["minLength": 1, "not": ["pattern": "\\{\\{"]]).renamed("team name")

  private static func isRecord(_ text: String) -> Bool {
    guard let first = text.utf8.first, !first.isDigit else { return false }
    return text.utf8.allSatisfy {
      $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":")
    }
  }

  /// Whether a text is a label in the legacy character set, and so a metric as well.
  package static func isLabel(_ text: String) -> Bool {
    guard let first = text.utf8.first, !first.isDigit else { return false }
    return text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  /// Words that stand for themselves in generated files and so cannot name a component or a service.
  package static let reservedJobs: Set<String> = ["probe"]
}

extension Codec where Value == String {
  /// A path of an HTTP request.
  package static let urlPath = Codec.name(
    "URL path", pattern: "^/[^ ]*$", example: "/metrics", rule: "it begins with `/` and has no spaces",
    isValid: { $0.hasPrefix("/") && !$0.utf8.contains { $0 <= UInt8(ascii: " ") } })

  /// The same text, of which a header or a line of a protocol is made: a line break would begin another one.
  var onOneLine: Codec {
    checked { text in
      text.unicodeScalars.contains { $0 == "\t" || $0 == "\n" || VisibleText.isHidden($0) }
        ? ("a line break or another control character is in it", "write it on one line") : nil
    }
  }

  /// The same text, of which something must be left without its blanks.
  var notBlank: Codec {
    checked { text in text.trimmed().isEmpty ? ("it is empty", "write what it is") : nil }
  }

  /// A file below the folder that names it.
  package static let relativePath = Codec.name(
    "relative path", pattern: "^[^/].*$", example: "packs",
    rule: "it begins with no `/` and never leaves its folder by `..`",
    isValid: { !$0.isEmpty && !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..") && !$0.contains("\0") })
}

/// Where a secret's value is: never in the spec.
package enum SecretReference: Hashable, Sendable {
  /// A file relative to the output folder.
  case file(String)
  /// A variable of the environment in which the stack is started.
  case environment(String)

  /// The name of the file by which a workload reads it.
  package var name: String {
    switch self {
    case .file(let path): String(path.split(separator: "/").last ?? "secret")
    case .environment(let name): name.lowercased()
    }
  }

  package static let codec = Codec<SecretReference>(
    "secret",
    schema: { _ in
      [
        "anyOf": [
          ["type": "string", "pattern": "^[^/:][^:]*$", "examples": ["secrets/slack_webhook_url"]],
          [
            "type": "object", "properties": ["env": ["type": "string"]], "required": ["env"],
            "additionalProperties": false,
          ],
        ]
      ]
    },
    encode: { reference in
      switch reference {
      case .file(let path): .string(path)
      case .environment(let name): ["env": .string(name)]
      }
    }
  ) { node, decoding in
    if node.mapping != nil { return environment(node, &decoding) }
    guard let text = Codec.string.decode(node, &decoding) else { return nil }
    guard let problem = problem(of: text) else { return .file(text) }
    if ["secrets/", "/", "./", "../", "~/"].contains(where: text.hasPrefix) {
      decoding.report(
        decoding.family.value, "`\(text)` \(problem)",
        help: "write the path of a file in the output folder: `secrets/NAME`",
        at: node.range)
    } else {
      decoding.report(
        decoding.family.inlineSecret, "this names the file that holds the secret, and what stands here \(problem)",
        help: "put the value into a file such as `secrets/NAME` in the output folder and write that path here",
        at: node.range)
    }
    return nil
  }

  /// Why a text is not the path of a secret's file, as the end of a sentence.
  private static func problem(of path: String) -> String? {
    if path.hasPrefix("/") { return "is an absolute path" }
    if path.includes("://") { return "is an address" }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    if names.contains("..") || names.contains(".") { return "has `.` or `..` in it" }
    if names.contains("") { return "has an empty name in it" }
    guard path.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "/._-".utf8.contains($0) }) else {
      return "has other characters than letters, digits, `.`, `_` and `-`"
    }
    if SecretValues.looksIssued(path) { return "is the secret itself" }
    return names.count > 1 ? nil : "names no folder, so that it may be the secret itself"
  }

  private static func environment(_ node: Node, _ decoding: inout Decoding) -> SecretReference? {
    let isName = { (text: String) in Name.isLabel(text) }
    guard let name = node["env"]?.text, node.mapping?.count == 1, isName(name) else {
      decoding.expected("the path of a file, or `{ env: NAME }`", at: node)
      return nil
    }
    return .environment(name)
  }
}
