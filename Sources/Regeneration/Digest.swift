import Hashing

/// A SHA-256 digest: what the manifest and the journal know a file's contents by.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// 64 lowercase hexadecimal digits.
  package let hex: String

  /// The digest of `bytes`.
  package init(of bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    hex = String(decoding: SHA256.hash(bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// A digest that was written down; nil unless `hex` is exactly 64 lowercase hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 64,
      hex.utf8.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      })
    else { return nil }
    self.hex = String(hex)
  }

  package var description: String { hex }
}
