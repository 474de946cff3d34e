/// Reads a value of one type from a document, and describes that type to JSON Schema and to people: declared once, used for all.
public struct Codec<Value: Sendable>: Sendable {
  /// What people call the type, `duration`, `list of host:port`.
  public var typeName: String
  /// The JSON Schema of the type; sections put theirs among the definitions.
  public var schema: @Sendable (inout SchemaDefinitions) -> Tree
  /// The value at a node, or nil with findings that say why not.
  public var decode: @Sendable (Node, inout Decoding) -> Value?
  /// The value as it would be written, for defaults in documentation; nil where there is no use in it.
  public var encode: @Sendable (Value) -> Tree?

  /// - Parameter typeName: as documentation names the type.
  @inlinable public init(
    _ typeName: String, schema: @escaping @Sendable (inout SchemaDefinitions) -> Tree,
    encode: @escaping @Sendable (Value) -> Tree?,
    decode: @escaping @Sendable (Node, inout Decoding) -> Value?
  ) {
    self.typeName = typeName
    self.schema = schema
    self.decode = decode
    self.encode = encode
  }
}

extension Codec {
  /// A scalar in a notation of its own.
  /// - Parameters:
  ///   - pattern: regular expression of the notation, for editors.
  ///   - parse: gives nil for what is not in the notation.
  @inlinable public static func notation(
    _ typeName: String, pattern: String, example: String, format: @escaping @Sendable (Value) -> String = { "\($0)" },
    parse: @escaping @Sendable (String) -> Value?
  ) -> Codec {
    Codec(
      typeName,
      schema: { _ in ["type": ["string", "number"], "pattern": .string(pattern), "examples": [.string(example)]] },
      encode: { .string(format($0)) }
    ) { node, decoding in
      guard let scalar = node.scalar, scalar.coreType != .null, scalar.coreType != .boolean,
        let value = parse(scalar.text)
      else {
        decoding.expected(typeName.withArticle, example: example, at: node)
        return nil
      }
      return value
    }
  }

  /// The same values with a further condition; `check` gives what is wrong and what to do.
  @inlinable public func checked(_ check: @escaping @Sendable (Value) -> (problem: String, help: String)?) -> Codec {
    Codec(typeName, schema: schema, encode: encode) { [decode] node, decoding in
      guard let value = decode(node, &decoding) else { return nil }
      if let (problem, help) = check(value) {
        decoding.report(decoding.family.value, problem, help: help, at: node.range)
        return nil
      }
      return value
    }
  }

  /// The same notation as another type.
  @inlinable public func map<Other>(
    _ typeName: String? = nil, to: @escaping @Sendable (Value) -> Other, from: @escaping @Sendable (Other) -> Value?
  ) -> Codec<Other> {
    Codec<Other>(typeName ?? self.typeName, schema: schema, encode: { [encode] in from($0).flatMap(encode) }) {
      [decode] in decode($0, &$1).map(to)
    }
  }

  /// The same type with further keywords in its JSON Schema.
  @inlinable public func annotated(_ keywords: Tree) -> Codec {
    Codec(typeName, schema: { [schema] in schema(&$0).merging(keywords) }, encode: encode, decode: decode)
  }
}

extension Codec where Value == String {
  /// Text; a number or boolean must be quoted, as readers differ in what they make of it.
  public static let string = Codec("string", schema: { _ in ["type": "string"] }, encode: { .string($0) }) {
    node, decoding in
    guard let scalar = node.scalar, scalar.coreType == .string else {
      decoding.expected("a string", example: node.text.flatMap { $0.isEmpty ? nil : "\"\($0)\"" }, at: node)
      return nil
    }
    return scalar.text
  }

  /// Text that may look like a number, as label values do: `[200, 404]`.
  public static let text = Codec("string", schema: { _ in ["type": ["string", "number"]] }, encode: { .string($0) }) {
    node, decoding in
    guard let scalar = node.scalar, scalar.coreType != .null, scalar.coreType != .boolean else {
      decoding.expected("a string", at: node)
      return nil
    }
    return scalar.text
  }

  /// Text that must match a rule said in words.
  public static func name(
    _ typeName: String, pattern: String, example: String, rule: String, isValid: @escaping @Sendable (String) -> Bool
  ) -> Codec {
    Codec.text.checked { isValid($0) ? nil : ("`\($0)` is no \(typeName): \(rule)", "write it like `\(example)`") }
      .annotated(["type": "string", "pattern": .string(pattern), "examples": [.string(example)]])
      .renamed(typeName)
  }

  /// One of a few words.
  public static func word(of words: [String]) -> Codec {
    Codec(
      "one of " + words.map { "`\($0)`" }.joined(separator: ", "), schema: { _ in ["enum": .strings(words)] },
      encode: { .string($0) }
    ) { node, decoding in
      guard let text = node.text, words.contains(text) else {
        decoding.report(
          decoding.family.value,
          "expected one of \(words.map { "`\($0)`" }.joined(separator: ", ")), found \(node.text.map { "`\($0)`" } ?? node.kindName)",
          help: node.text.flatMap { Spelling.nearest(to: $0, among: words) }.map { "did you mean `\($0)`?" },
          at: node.range)
        return nil
      }
      return text
    }
  }
}

extension Codec {
  /// The same type under another name.
  @inlinable public func renamed(_ typeName: String) -> Codec {
    var copy = self
    copy.typeName = typeName
    return copy
  }
}

extension Codec where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// The cases of an enumeration by their raw values.
  @inlinable public static var word: Codec {
    Codec<String>.word(of: Value.allCases.map(\.rawValue)).map(to: { Value(rawValue: $0) }, from: { $0?.rawValue })
      .unwrapped()
  }
}

extension Codec {
  /// Drops the optional of a codec that never gives nil.
  @inlinable public func unwrapped<Wrapped>() -> Codec<Wrapped> where Value == Wrapped? {
    Codec<Wrapped>(typeName, schema: schema, encode: { [encode] in encode($0) }) { [decode] in decode($0, &$1) ?? nil }
  }
}

extension Codec where Value == Bool {
  public static let boolean = Codec("boolean", schema: { _ in ["type": "boolean"] }, encode: { .boolean($0) }) {
    node, decoding in
    guard let value = node.scalar?.boolean else {
      let isOldBoolean = ["yes", "no", "on", "off"].contains(node.text?.lowercased() ?? "")
      decoding.expected("`true` or `false`" + (isOldBoolean ? " (YAML 1.2 has no `\(node.text!)`)" : ""), at: node)
      return nil
    }
    return value
  }
}

extension Codec where Value == Int {
  /// A whole number within bounds.
  public static func integer(_ bounds: ClosedRange<Int>) -> Codec {
    Codec(
      "integer",
      schema: { _ in
        ["type": "integer", "minimum": .integer(bounds.lowerBound), "maximum": .integer(bounds.upperBound)]
      },
      encode: { .integer($0) }
    ) { node, decoding in
      guard let scalar = node.scalar, scalar.coreType == .integer, let value = Int(scalar.text) else {
        decoding.expected("a whole number", at: node)
        return nil
      }
      guard bounds.contains(value) else {
        let allowed = bounds.count == 1 ? "\(bounds.lowerBound)" : "from \(bounds.lowerBound) to \(bounds.upperBound)"
        decoding.report(decoding.family.value, "\(decoding.ownerName) must be \(allowed)", at: node.range)
        return nil
      }
      return value
    }
  }
}

extension Codec where Value == Decimal {
  public static let number = Codec(
    "number", schema: { _ in ["type": "number"] }, encode: { .number($0.digits) }
  ) { node, decoding in
    guard let text = node.text, let value = Decimal(exactly: text) else {
      decoding.expected("a number", example: "0.5", at: node)
      return nil
    }
    return value
  }

  /// A share between 0 and 1, as a decimal or with a percent sign.
  public static let ratio = Codec.notation(
    "ratio", pattern: #"^[0-9]*\.?[0-9]+%?$"#, example: "99.9%", format: Ratio.percentage, parse: Ratio.parse
  ).checked { (0...1).contains($0) ? nil : ("\($0) is no share of a whole", "write 0% to 100%, or 0 to 1") }

  public static let money = Codec.number.checked {
    $0 >= 0 ? nil : ("an amount of money cannot be negative here", "write a number of 0 or more")
  }
  .renamed("amount of money")
}

extension Codec where Value == PrometheusDuration {
  public static let duration = Codec.notation(
    "duration", pattern: "^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$",
    example: "1h30m"
  ) { PrometheusDuration($0) }

  public static let positiveDuration = duration.checked {
    $0.milliseconds > 0 ? nil : ("a duration of nothing makes no sense here", "write one like `5m`")
  }
}

extension Codec where Value == ByteSize {
  public static let byteSize = Codec.notation("size in bytes", pattern: "^[0-9.]+([KMGT]i?)?B?$", example: "10MB") {
    ByteSize($0)
  }
}

extension Codec where Value == Rate {
  public static let rate = Codec.notation("rate", pattern: "^[0-9.]+/[smhd]$", example: "1000/s") { Rate($0) }
}

extension Codec where Value == HostPort {
  public static let hostPort = Codec.notation("host:port", pattern: "^[^/ ]+:[0-9]+$", example: "app:8000") {
    HostPort($0)
  }
}

extension Codec where Value == WebAddress {
  public static let webAddress = Codec.notation(
    "http(s) address", pattern: "^https?://[^ ]+$", example: "https://example.org"
  ) { WebAddress($0) }
}

extension String {
  /// With `a` or `an` before it.
  @usableFromInline var withArticle: String {
    guard let first = lowercased().first else { return self }
    return (("aeiou".contains(first) ? "an " : "a ") + self)
  }
}
