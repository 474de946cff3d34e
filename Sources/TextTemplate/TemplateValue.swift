/// A value that a template can name.
public enum TemplateValue: Hashable, Sendable {
  /// Text, written as it is.
  case string(String)
  /// A number as it is to be written, so that `0.10` and `5e9` keep their form.
  case number(String)
  /// Only for conditions; text has no one way to write a truth value.
  case boolean(Bool)
  /// What `@{for item in …}` walks over.
  case list([TemplateValue])
  /// Named values, reached by `.name`.
  case mapping([String: TemplateValue])

  /// Whether `@{if …}` holds: everything but `false`, zero, and what is empty.
  var isTrue: Bool {
    switch self {
    case .string(let text): !text.isEmpty
    case .number(let digits): Double(digits) != 0
    case .boolean(let truth): truth
    case .list(let items): !items.isEmpty
    case .mapping(let members): !members.isEmpty
    }
  }

  /// With an article, for messages.
  var kind: String {
    switch self {
    case .string: "a string"
    case .number: "a number"
    case .boolean: "a boolean"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension TemplateValue: ExpressibleByStringInterpolation {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension TemplateValue: ExpressibleByIntegerLiteral {
  /// A number.
  public init(integerLiteral value: Int) { self = .number(String(value)) }
}

extension TemplateValue: ExpressibleByBooleanLiteral {
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension TemplateValue: ExpressibleByArrayLiteral {
  /// A list.
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
}

extension TemplateValue: ExpressibleByDictionaryLiteral {
  /// A mapping. Of a key that is written twice, the last one counts.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .mapping(Dictionary(elements) { _, last in last })
  }
}
