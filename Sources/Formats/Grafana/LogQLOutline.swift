/// The brackets and quotes of a query of Loki: enough to tell that one is not closed, or that it selects nothing.
package struct LogQLOutline {
  package private(set) var problem: (message: String, part: Range<Int>)?
  package private(set) var hasSelector = false

  private static let closing: [UInt8: UInt8] = [
    UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "{"): UInt8(ascii: "}"),
  ]

  package init(_ text: String) {
    let bytes = Array(text.utf8)
    let variables = VariableReference.all(in: text).map(\.range)
    var open: [(byte: UInt8, at: Int)] = []
    var i = 0
    while i < bytes.count {
      if let variable = variables.first(where: { $0.lowerBound == i }) {
        i = variable.upperBound
        continue
      }
      switch bytes[i] {
      case UInt8(ascii: "\""), UInt8(ascii: "`"):
        guard let end = Self.end(of: bytes, i) else {
          problem = ("the string that begins here does not end", i..<i + 1)
          return
        }
        i = end
      case UInt8(ascii: "#"):
        while i + 1 < bytes.count, bytes[i + 1] != UInt8(ascii: "\n") { i += 1 }
      case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
        if bytes[i] == UInt8(ascii: "{") { hasSelector = true }
        open.append((bytes[i], i))
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
        guard let last = open.popLast(), Self.closing[last.byte] == bytes[i] else {
          problem = ("nothing is open that this bracket could close", i..<i + 1)
          return
        }
      default: break
      }
      i += 1
    }
    if let last = open.last { problem = ("this bracket is not closed", last.at..<last.at + 1) }
  }

  /// Where a string's closing quote is.
  private static func end(of bytes: [UInt8], _ start: Int) -> Int? {
    var i = start + 1
    while i < bytes.count {
      if bytes[i] == bytes[start] { return i }
      i += bytes[i] == UInt8(ascii: "\\") && bytes[start] != UInt8(ascii: "`") ? 2 : 1
    }
    return nil
  }
}
