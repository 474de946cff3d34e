import Documents
import Formats

extension Rule {
  static let composeVersion = Rule(
    "compose/version", .info,
    "the key `version:` means nothing any more",
    why: "Compose ignores it and warns at every call.",
    bad: [
      Example(
        """
        ⟦version⟧: "3.8"
        services:
          api: { image: "example/api:1.2" }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2" }
        """)
    ],
    check: .compose { file, reporter in
      guard let entry = file.node.entry("version") else { return }
      let line = reporter.source.bytes.line(from: entry.key.range.lowerBound, holding: entry.value.range.upperBound)
      reporter.report(
        "Compose ignores `version:` and warns about it", at: entry.key.range, help: "remove it",
        fix: line.map { Fix("remove `version:`", [.init($0, "")]) })
    })
}

extension [UInt8] {
  /// The whole lines of a range that begins its line and is followed by nothing else; nil otherwise.
  fileprivate func line(from start: Int, holding end: Int) -> Range<Int>? {
    guard start == 0 || self[start - 1] == UInt8(ascii: "\n") else { return nil }
    var end = end
    while end < count, self[end] == UInt8(ascii: " ") || self[end] == UInt8(ascii: "\r") { end += 1 }
    guard end == count || self[end] == UInt8(ascii: "\n") else { return nil }
    return start..<Swift.min(end + 1, count)
  }
}
