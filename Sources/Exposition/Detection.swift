extension ExpositionFormat {
  /// The format of an exposition by its beginning: OpenMetrics where something stands in it that only OpenMetrics has, a
  /// unit, one of its own types or its end.
  ///
  /// What is longer and has none of these counts as text, of which all else would be read the same.
  public init(detectedIn bytes: UnsafeBufferPointer<UInt8>) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "#") {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      let isOfOpenMetrics =
        words == ["#", "EOF"] || words.count == 4 && words[1] == "UNIT"
        || words.count == 4 && words[1] == "TYPE" && ["unknown", "info", "stateset"].contains(words[3])
      if isOfOpenMetrics {
        self = .openMetrics
        return
      }
    }
    self = .text
  }
}
