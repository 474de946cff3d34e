/// The generated versions that edits by hand began from, by their digests: `.pharos/bases`. It lies in the repository, so
/// that merging works on every machine.
///
/// One file with a sorted line for each version, the digest and the escaped text. Git keeps the lines of both sides when
/// branches are merged (`merge=union`), which does no harm, as a line is found by what is in it. A file for each version
/// would not merge: git takes two versions of a runbook for the same file under two new names.
struct BaseStore: Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The lines, without their breaks, by the digests that they claim.
  private var lines: [ArraySlice<UInt8>: ArraySlice<UInt8>] {
    let lines = bytes.split(separator: lf).filter { $0.count > Self.digits && $0[$0.startIndex + Self.digits] == space }
    return Dictionary(lines.map { ($0.prefix(Self.digits), $0) }) { first, _ in first }
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
  func bytes(of digests: Set<Digest>, fresh: [Digest: [UInt8]]) -> [UInt8] {
    let lines = lines
    var output: [UInt8] = []
    for digest in digests.sorted(by: { $0.hex < $1.hex }) {
      let key = Array(digest.hex.utf8)
      if let contents = fresh[digest] {
        output += key + [space] + Self.escaped(contents) + [lf]
      } else if let line = lines[key[...]] {
        output += line + [lf]
      }
    }
    return output
  }

  private static let digits = 64

  /// What would end a line, or make a text binary for git, and the backslash itself.
  private static let escapes: [UInt8: UInt8] = [
    lf: UInt8(ascii: "n"), UInt8(ascii: "\r"): UInt8(ascii: "r"), 0: UInt8(ascii: "0"), backslash: backslash,
  ]
  private static let meanings = Dictionary(uniqueKeysWithValues: escapes.map { ($1, $0) })

  private static func escaped(_ contents: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(contents.count + contents.count / 16)
    for byte in contents {
      // Nearly all bytes are above the backslash or plain, and none of those is looked up.
      if byte <= backslash, let letter = escapes[byte] {
        output.append(backslash)
        output.append(letter)
      } else {
        output.append(byte)
      }
    }
    return output
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var isEscaped = false
    for byte in text {
      if isEscaped {
        output.append(meanings[byte] ?? byte)
        isEscaped = false
      } else if byte == backslash {
        isEscaped = true
      } else {
        output.append(byte)
      }
    }
    return output
  }
}

private let lf = UInt8(ascii: "\n"), space = UInt8(ascii: " "), backslash = UInt8(ascii: "\\")
