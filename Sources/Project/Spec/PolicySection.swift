import Documents
import RE2

/// A policy of a project as written: what something of its files has to be like.
package struct PolicySection: Sendable {
  package var name = ""
  /// What it is about: `alert`, `query`.
  package var subject = ""
  package var paths: [String] = []
  /// Patterns of fields; only what all of them match is asked.
  package var conditions: OrderedMap<String> = [:]
  package var field = ""
  package var isRequired = false
  package var pattern: String?
  package var forbidden: String?
  package var choices: [String] = []
  package var minimum: String?
  package var maximum: String?
  package var message: String?
  package var severity = "warning"
  /// Where it is written.
  package var node: Node?

  package init() {}

  /// What a policy can be about.
  package static let subjects = ["alert", "record", "group", "query", "selector", "metric"]

  package static let section = Section(
    "policy", "What a project has agreed on, for one kind of thing in its files.", default: PolicySection(),
    fields: [
      .init("name", \.name, name, "What findings are called: `policy/NAME`.", isRequired: true),
      .init("on", \.subject, .word(of: subjects), "What it is about.", isRequired: true),
      .init(
        "paths", \.paths, .list(of: .string), "In which files, by patterns as under `lint.paths`; all if not said."),
      .init(
        "where", \.conditions, .mapping(of: pattern, key: .string, keyName: "FIELD"),
        "Only where these fields match these patterns; what is not written is an empty text."),
      .init(
        "field", \.field, .string, "What of it is asked: `name`, `for`, `labels.team`, `metrics`.", isRequired: true),
      .init("require", \.isRequired, .boolean, "Whether the field has to be there."),
      .init("pattern", \.pattern, pattern, "What every value has to match as a whole."),
      .init("forbid", \.forbidden, pattern, "What no value may match as a whole; `.*` forbids the field."),
      .init("one_of", \.choices, .list(of: .text), "The values that are allowed."),
      .init("min", \.minimum, .text, "The least that a value may be: a duration, a number, or the length of a text."),
      .init("max", \.maximum, .text, "The most that it may be."),
      .init("message", \.message, .string, "What findings say first: why the project wants it."),
      .init("severity", \.severity, .word(of: Severity.allCases.map(\.rawValue)), "How much it matters."),
    ])

  /// Keeps the place of the whole.
  package static let codec = Codec<PolicySection>(
    section.codec.typeName, schema: section.codec.schema, encode: section.codec.encode
  ) { node, decoding in
    var policy = section.codec.decode(node, &decoding)
    policy?.node = node
    return policy
  }

  private static let name = Codec.notation(
    "name of a policy", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", example: "team-label"
  ) { text in
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) } }
      ? text : nil
  }

  private static let pattern = Codec.string.renamed("pattern").checked { text in
    Pattern.problem(in: text).map {
      ("the pattern does not compile: \($0.message)", "write a regular expression of RE2, as Prometheus takes it")
    }
  }
}
