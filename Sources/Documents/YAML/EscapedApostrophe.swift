/// `\'` between double quotes, which is no escape of YAML's.
///
/// go-yaml takes it, and with it everything that is written in Go: Prometheus, Alertmanager, Kubernetes, Grafana. libyaml refuses it, so that it
/// reads a character of the same length instead: <https://github.com/yaml/go-yaml/blob/v3.0.4/scannerc.go>
enum EscapedApostrophe {
  /// U+07FF, which stands for nothing.
  private static let standIn: [UInt8] = [0xDF, 0xBF]

  /// The bytes with a stand-in for each `\'` from a place on to the end of the scalar; nil where none begins at that place.
  static func standIns(in bytes: [UInt8], at place: Int) -> [UInt8]? {
    func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }
    let backslash = UInt8(ascii: "\\"), apostrophe = UInt8(ascii: "'")
    guard byte(place) == backslash, byte(place + 1) == apostrophe else { return nil }
    var result = bytes
    var position = place
    while let next = byte(position), next != UInt8(ascii: "\"") {
      if next == backslash, byte(position + 1) == apostrophe {
        result.replaceSubrange(position..<position + 2, with: standIn)
      }
      position += next == backslash ? 2 : 1
    }
    return result
  }

  /// A scalar's text with apostrophes for the stand-ins.
  static func decoded(_ text: String) -> String {
    text.replacing(String(decoding: standIn, as: UTF8.self), with: "'")
  }
}
