/// Texts as lines, for comparing and merging.
package enum Lines {
  private static let lf = UInt8(ascii: "\n"), cr = UInt8(ascii: "\r")

  /// Lines with their line breaks: a last line without one differs from the same line with one.
  package static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: lf).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// Whether there are line breaks and every one is Windows's.
  static func areWindows(_ bytes: [UInt8]) -> Bool {
    var previous: UInt8 = 0, found = false
    for byte in bytes {
      if byte == lf {
        guard previous == cr else { return false }
        found = true
      }
      previous = byte
    }
    return found
  }

  /// With LF for CR LF.
  static func unix(_ bytes: [UInt8]) -> [UInt8] {
    bytes.indices.filter { !(bytes[$0] == cr && $0 + 1 < bytes.count && bytes[$0 + 1] == lf) }.map { bytes[$0] }
  }

  /// With CR LF for LF.
  static func windows(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { $0 == lf ? [cr, lf] : [$0] } }

  /// How much of two texts is the same lines, in any order: from 0, nothing, to 1, everything.
  static func similarity(_ a: [UInt8], _ b: [UInt8]) -> Double {
    guard !a.isEmpty || !b.isEmpty else { return 1 }
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for line in split(a) { counts[line, default: 0] += 1 }
    var shared = 0
    for line in split(b) where counts[line, default: 0] > 0 {
      counts[line]! -= 1
      shared += line.count
    }
    return Double(2 * shared) / Double(a.count + b.count)
  }
}
