/// The generated versions that edits by hand began from, by their digests: `.pharos/bases`. It lies in the repository, so
/// that merging works on every machine.
///
/// One file with a sorted line for each version, the digest and the escaped text. Git keeps the lines of both sides when
/// branches are merged (`merge=union`), which does no harm, as a line is found by what is in it. A file for each version
/// would not merge: git takes two versions of a runbook for the same file under two new names.
struct BaseStore: Sendable {
  /// The lines, without their breaks, by the digests that they claim.
  private let lines: [ArraySlice<UInt8>: ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: lf).filter { $0.count > Self.digits && $0[$0.startIndex + Self.digits] == space }
    self.lines = Dictionary(lines.map { ($0.prefix(Self.digits), $0) }) { first, _ in first }
  }

  /// The contents with this digest, as far as they are kept and whole.
  subscript(digest: Digest) -> [UInt8]? {
    guard let line = lines[Array(digest.hex.utf8)[...]] else { return nil }
    let contents = Self.unescaped(line.dropFirst(Self.digits + 1))
    return Digest(of: contents) == digest ? contents : nil
  }

  /// A store with these versions only, as far as they are known.
  ///
  /// - Parameter fresh: the contents of those that may not be kept yet.
  func bytes(of digests: Set<Digest>, fresh: [Digest: Contents]) throws -> [UInt8] {
    var lines = try digests.sorted { $1.hex < $0.hex }.compactMap { digest -> ArraySlice<UInt8>? in
      let key = Array(digest.hex.utf8)[...]
      guard let contents = fresh[digest] else { return self.lines[key] }
      return Self.line(key, try contents.bytes)
    }
    // With thousands of services these are many megabytes: an array that grows by doubling would take twice as many, and so would lines
    // that are held until the last is written.
    var output: [UInt8] = []
    output.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
    while let line = lines.popLast() {
      output += line
      output.append(lf)
    }
    return output
  }

  private static let digits = 64

  /// Escaped is what would end a line, or make a text binary for git, and the backslash itself.
  private static func line(_ key: ArraySlice<UInt8>, _ contents: [UInt8]) -> ArraySlice<UInt8> {
    var output: [UInt8] = []
    output.reserveCapacity(key.count + 1 + contents.count + contents.count { letter(for: $0) != nil })
    output += key
    output.append(space)
    for byte in contents {
      if let letter = letter(for: byte) {
        output.append(backslash)
        output.append(letter)
      } else {
        output.append(byte)
      }
    }
    return output[...]
  }

  /// What stands behind the backslash for a byte; nil for one that stands for itself.
  private static func letter(for byte: UInt8) -> UInt8? {
    switch byte {
    case lf: UInt8(ascii: "n")
    case cr: UInt8(ascii: "r")
    case 0: UInt8(ascii: "0")
    case backslash: backslash
    default: nil
    }
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var isEscaped = false
    for byte in text {
      switch (isEscaped, byte) {
      case (false, backslash):
        isEscaped = true
        continue
      case (true, UInt8(ascii: "n")): output.append(lf)
      case (true, UInt8(ascii: "r")): output.append(cr)
      case (true, UInt8(ascii: "0")): output.append(0)
      default: output.append(byte)
      }
      isEscaped = false
    }
    return output
  }
}

private let lf = UInt8(ascii: "\n"), cr = UInt8(ascii: "\r"), space = UInt8(ascii: " "), backslash = UInt8(ascii: "\\")
