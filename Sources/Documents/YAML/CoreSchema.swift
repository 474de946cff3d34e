/// The tags of YAML 1.2's core schema, <https://yaml.org/spec/1.2.2/#103-core-schema>.
public enum CoreTag: String, Sendable {
  case string = "tag:yaml.org,2002:str"
  case integer = "tag:yaml.org,2002:int"
  case float = "tag:yaml.org,2002:float"
  case boolean = "tag:yaml.org,2002:bool"
  case null = "tag:yaml.org,2002:null"
  case mapping = "tag:yaml.org,2002:map"
  case sequence = "tag:yaml.org,2002:seq"
}

/// What a scalar means under the core schema.
public enum CoreType: Sendable {
  case null, boolean, integer, float, string

  /// The type of a plain scalar. `yes`, `no`, `on` and `off` are strings here, unlike in YAML 1.1.
  public init(plain text: String) {
    var text = text
    self = text.withUTF8 { CoreType(plain: $0) }
  }

  /// The same of UTF-8: the first byte tells what a scalar can be at all.
  public init(plain bytes: UnsafeBufferPointer<UInt8>) {
    func isOne(of words: StaticString...) -> Bool {
      words.contains { word in
        word.utf8CodeUnitCount == bytes.count
          && UnsafeBufferPointer(start: word.utf8Start, count: bytes.count).elementsEqual(bytes)
      }
    }
    guard let first = bytes.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "~"): self = bytes.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"): self = isOne(of: "null", "Null", "NULL") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"): self = isOne(of: "true", "True", "TRUE") ? .boolean : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"): self = isOne(of: "false", "False", "FALSE") ? .boolean : .string
    case UInt8(ascii: ".") where isOne(of: ".nan", ".NaN", ".NAN"): self = .float
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      self = CoreType.number(bytes) ?? .string
    default: self = .string
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> CoreType? {
    var rest = bytes[...]
    if rest.starts(with: "0o".utf8) {
      let digits = rest.dropFirst(2)
      return !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        ? .integer : nil
    }
    if rest.starts(with: "0x".utf8) {
      let digits = rest.dropFirst(2)
      return !digits.isEmpty && digits.allSatisfy(\.isHexDigit) ? .integer : nil
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.elementsEqual(".inf".utf8) || rest.elementsEqual(".Inf".utf8) || rest.elementsEqual(".INF".utf8) {
      return .float
    }
    let whole = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return whole.isEmpty ? nil : .integer }
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: \.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    if whole.isEmpty && fraction.isEmpty { return nil }
    if let exponent = rest.first, exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      let digits = rest.prefix(while: \.isDigit)
      if digits.isEmpty { return nil }
      rest = rest.dropFirst(digits.count)
    }
    return rest.isEmpty ? .float : nil
  }
}

extension Scalar {
  /// The type under the core schema: only plain scalars are anything but strings, unless a tag says so.
  public var coreType: CoreType {
    switch tag {
    case .string: .string
    case .integer: .integer
    case .float: .float
    case .boolean: .boolean
    case .null: .null
    default: style == .plain ? CoreType(plain: text) : .string
    }
  }

  public var boolean: Bool? {
    coreType == .boolean ? (text.first == "t" || text.first == "T") : nil
  }
}

extension UInt8 {
  public var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  public var isHexDigit: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
  }
  public var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
  }
}
