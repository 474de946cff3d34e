import Documents

/// Something that reading a file finds, before any rule looks at it: what it is called, and why it matters.
///
/// The readers are in modules of their own; these are the names of what they say, for people and for configuration.
package struct ReadingRule: Sendable {
  package let id: String
  package let severity: Severity
  /// What it finds, one sentence without a full stop.
  package let summary: String
  package let why: String

  init(_ id: String, _ summary: String, _ why: String, _ severity: Severity = .error) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.why = why
  }

  package static let all: [ReadingRule] = files + yaml + json + settings + spec + pack

  static let files: [ReadingRule] = [
    ReadingRule(
      "file/unreadable", "a file or folder cannot be read",
      "What is not read is not linted, and silence about it would look like approval."),
    ReadingRule(
      "file/misspelt-key", "a key by which a file is recognised is misspelt",
      "The program that reads the file finds nothing in it, or refuses it: no rule is loaded, no target scraped."),
  ]

  static let settings: [ReadingRule] = [
    ReadingRule(
      "settings/unknown-rule", "settings name a rule that there is not",
      "A misspelled name sets nothing, and the rule that was meant goes on as before."),
    ReadingRule(
      "settings/unknown-key", "settings have a key that means nothing", "What nobody reads changes nothing."),
    ReadingRule(
      "settings/missing-key", "settings lack a key", "Without it the rest does not say what it is about."),
    ReadingRule(
      "settings/type", "a setting has a value of another type", "It cannot be used, so the default would stay in force."
    ),
    ReadingRule(
      "settings/value", "a setting has a value that is none of those it can have",
      "It cannot be used, so the default would stay in force."),
  ]

  static let yaml: [ReadingRule] = [
    ReadingRule(
      "yaml/syntax", "the text is no YAML",
      "Nothing reads a file that cannot be parsed, and a server keeps its last one."),
    ReadingRule("yaml/tab", "a tab indents a line", "YAML is indented with spaces; its readers refuse tabs."),
    ReadingRule(
      "yaml/encoding", "the bytes are not valid UTF-8", "Readers refuse them or put other characters in their place."),
    ReadingRule(
      "yaml/duplicate-key", "a mapping has a key twice",
      "Some readers refuse it, others take the last value without a word; either way one of the two is not what is read."
    ),
    ReadingRule("yaml/key", "a key is a list or a mapping", "Keys of configuration are names."),
    ReadingRule(
      "yaml/alias", "an alias names an anchor that there is not, or stands inside of it",
      "It has no value to stand for."),
    ReadingRule("yaml/merge", "`<<` merges something that is no mapping", "Only mappings can be merged."),
    ReadingRule(
      "yaml/tag", "a tag has no meaning here", "Readers refuse tags that they do not know, or drop them silently."),
    ReadingRule(
      "yaml/several-documents", "a second document begins in a file of one",
      "Only the first is read; the rest has no effect."),
    ReadingRule(
      "yaml/too-deep", "values are nested very deeply", "No configuration is; it would exhaust who reads it."),
    ReadingRule(
      "yaml/too-many-nodes", "aliases multiply to millions of values",
      "They would exhaust the memory of who reads them."),
    ReadingRule("yaml/too-large", "the file is very large", "A spec or a rule file of this size is a mistake."),
  ]

  static let json: [ReadingRule] = [
    ReadingRule("json/syntax", "the text is no JSON", "Readers refuse the whole file."),
    ReadingRule(
      "json/encoding", "the bytes are not valid UTF-8", "Readers refuse them or put other characters in their place."),
    ReadingRule(
      "json/byte-order-mark", "the file begins with a byte order mark",
      "Go's reader, which is Grafana's, refuses the file for it."),
    ReadingRule(
      "json/duplicate-key", "an object has a key twice", "The last value counts, and the other is lost without a word."),
    ReadingRule(
      "json/too-deep", "values are nested very deeply", "No dashboard is; it would exhaust who reads it."),
    ReadingRule("json/too-many-nodes", "the file holds millions of values", "They would exhaust who reads them."),
    ReadingRule("json/too-large", "the file is very large", "A dashboard of this size is a mistake."),
  ]
}
