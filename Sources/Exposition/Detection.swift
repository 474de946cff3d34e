extension ExpositionFormat {
  /// The format of an exposition by its beginning: OpenMetrics where something stands in it that only OpenMetrics has, a
  /// unit, one of its own types, a counter that is declared without the `_total` of its samples, or its end.
  ///
  /// What is longer and has none of these counts as text, of which all else would be read the same.
  ///
  /// - Parameter isCut: whether more follows. The counter tells nothing of a page that ends without the end of OpenMetrics.
  public init(detectedIn bytes: UnsafeBufferPointer<UInt8>, isCut: Bool = false) {
    var counter: [UInt8] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "#") {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        let isOfOpenMetrics =
          words == ["#", "EOF"] || words.count == 4 && words[1] == "UNIT"
          || words.count == 4 && words[1] == "TYPE" && Self.onlyOpenMetrics.contains(words[3])
        if isOfOpenMetrics {
          self = .openMetrics
          return
        }
        if words.count == 4, words[1] == "TYPE" {
          counter = words[3] == "counter" ? Array("\(words[2])_total".utf8) : []
        }
      } else if isCut, !counter.isEmpty, line.starts(with: counter),
        [UInt8(ascii: "{"), UInt8(ascii: " ")].contains(line.dropFirst(counter.count).first)
      {
        self = .openMetrics
        return
      }
    }
    self = .text
  }

  private static let onlyOpenMetrics: Set = ["unknown", "info", "stateset", "gaugehistogram"]
}

extension ExpositionFormat {
  /// Whether a text looks like an exposition: its first line that says anything is `# HELP`, `# TYPE` or `# UNIT` of a metric, and the
  /// next one that is no comment a sample.
  ///
  /// - Parameters:
  ///   - samples: whether a sample may come first as well, which a line of prose can look like. `port: 8080`, which YAML
  ///   has at every second line, is never taken for one, though a name may end in a colon.
  ///   - isCalledSo: the file's name says that it is one, so that a bare word and a number are a sample too.
  public static func looksLikeExposition(
    _ bytes: UnsafeBufferPointer<UInt8>, beginningWithSamples samples: Bool, isCalledSo: Bool = false
  ) -> Bool {
    var isDeclared = false
    for line in bytes.prefix(maximumBeginning).split(separator: UInt8(ascii: "\n")) {
      let words = line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
      guard let first = words.first else { continue }
      if first.elementsEqual("#".utf8) {
        guard words.count > 1 else { continue }
        if ["HELP", "TYPE", "UNIT"].contains(where: { words[1].elementsEqual($0.utf8) }) {
          guard isDeclared || words.count > 2 else { return false }
          isDeclared = true
        } else if words[1].elementsEqual("EOF".utf8) {
          return isDeclared
        }
        continue
      }
      guard first.first != UInt8(ascii: "#") else { continue }
      guard isNamed(line) else { return false }
      // What was declared may be broken, which is for the reader to say.
      return isDeclared || samples && (isCalledSo || isTelling(line)) && isSample(UnsafeBufferPointer(rebasing: line))
    }
    return isDeclared
  }

  private static let maximumBeginning = 1 << 14

  /// Whether a line has what names of metrics mostly have: `requests 2` is a line of many other files.
  private static func isTelling(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    line.contains { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "{") }
  }

  /// Whether a line begins with what may be the name of a metric, and is no key of YAML.
  private static func isNamed(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let name = line.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "{") }
    guard let first = name.first, let last = name.last else {
      // A name in quotes stands inside of the braces.
      return line.first == UInt8(ascii: "{")
    }
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
    return (isLetter || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")) && last != UInt8(ascii: ":")
  }

  private static func isSample(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = ExpositionReader(format: .text)
    reader.consume(Array(line) + [UInt8(ascii: "\n")])
    let report = reader.finish()
    return report.series == 1
  }
}
