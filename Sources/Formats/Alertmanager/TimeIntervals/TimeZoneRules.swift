import Documents

/// When a time zone's clocks were, are and will be how far from Greenwich.
///
/// Fixed zones are known by name. For the others somebody brings their file of the time zone database, as only the command line
/// reads files: TZif, <https://www.rfc-editor.org/rfc/rfc8536>.
package struct TimeZoneRules: Sendable {
  /// Instants from which an offset holds, in order.
  private var transitions: [(from: Int, offset: Int)] = []
  /// Before the first of them.
  private var initialOffset = 0
  /// The rule for what lies behind the last of them.
  private var footer: PosixTimeZone?

  private init(fixed offset: Int) { initialOffset = offset }

  /// A zone that never changes; nil for one that does, and for an unknown one.
  package init?(fixed name: String) {
    if [
      "", "UTC", "Etc/UTC", "Etc/GMT", "GMT", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal",
      "Greenwich", "Etc/Greenwich", "GMT0", "GMT+0", "GMT-0", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0",
    ].contains(name) {
      self.init(fixed: 0)
      return
    }
    // The sign is POSIX's: GMT+5 is west of Greenwich.
    guard name.hasPrefix("Etc/GMT"), let hours = Int(name.dropFirst("Etc/GMT".count)), (-14...12).contains(hours),
      hours != 0
    else { return nil }
    self.init(fixed: -hours * 3600)
  }

  /// - Parameter tzif: a file of the time zone database. nil for what is none.
  package init?(tzif bytes: [UInt8]) {
    guard let first = TZifBlock(bytes, at: 0, timeSize: 4) else { return nil }
    var block = first
    if first.version >= UInt8(ascii: "2") {
      guard let second = TZifBlock(bytes, at: first.end, timeSize: 8) else { return nil }
      block = second
      let text = bytes[second.end...].dropFirst().prefix { $0 != UInt8(ascii: "\n") }
      footer = PosixTimeZone(String(decoding: text, as: UTF8.self))
    }
    initialOffset = block.initialOffset
    transitions = block.transitions
  }

  /// Seconds east of Greenwich; nil where the file does not reach that far.
  package func offset(at instant: Instant) -> Int? {
    guard let last = transitions.last else { return footer?.offset(at: instant) ?? initialOffset }
    if instant.seconds >= last.from, let footer { return footer.offset(at: instant) }
    return transitions.last { $0.from <= instant.seconds }?.offset ?? initialOffset
  }
}

/// Header and data of one version in a TZif file.
private struct TZifBlock {
  let version: UInt8
  let transitions: [(from: Int, offset: Int)]
  let initialOffset: Int
  let end: Int

  init?(_ bytes: [UInt8], at start: Int, timeSize: Int) {
    guard bytes.count >= start + 44, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
    version = bytes[start + 4]
    func integer(_ offset: Int, _ size: Int) -> Int {
      let sign = bytes[offset] & 0x80 == 0 ? 0 : -1
      return bytes[offset..<offset + size].reduce(sign) { $0 << 8 | Int($1) }
    }
    let counts = (0..<6).map { integer(start + 20 + 4 * $0, 4) }
    let (utcCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
    let (timeCount, typeCount, characterCount) = (counts[3], counts[4], counts[5])
    guard counts.allSatisfy({ (0...100_000).contains($0) }), typeCount > 0 else { return nil }
    let times = start + 44
    let indices = times + timeCount * timeSize
    let types = indices + timeCount
    end = types + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + standardCount + utcCount
    guard bytes.count >= end else { return nil }
    transitions = (0..<timeCount).map { index in
      let type = min(Int(bytes[indices + index]), typeCount - 1)
      return (integer(times + index * timeSize, timeSize), integer(types + type * 6, 4))
    }
    initialOffset = integer(types, 4)
  }
}
