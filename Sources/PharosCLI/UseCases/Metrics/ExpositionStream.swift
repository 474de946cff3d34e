import Exposition
import Workspace

/// An exposition that is read as it comes: decides on the format at the first piece, and reads on.
struct ExpositionStream: ~Copyable {
  private var reader: ExpositionReader?
  private let encoding: ExpositionEncoding

  private init(encoding: ExpositionEncoding) {
    self.encoding = encoding
    reader = nil
  }

  /// As Prometheus asks, without the binary format.
  private static let accepted = "application/openmetrics-text;version=1.0.0,text/plain;version=1.0.0;q=0.9,*/*;q=0.1"

  /// What a file or an http(s) address exposes; `-` is standard input.
  ///
  /// - Throws: `WorkspaceError` where it cannot be read.
  static func read(_ place: String, encoding: ExpositionEncoding = .auto) throws -> ExpositionReport {
    var stream = ExpositionStream(encoding: encoding)
    if isAddress(place) {
      try WebPage.read(place, headers: ["Accept: \(accepted)"]) { stream.consume($0) }
    } else {
      try ByteStream.read(place == "-" ? nil : place) { stream.consume($0) }
    }
    return stream.finish()
  }

  private static func isAddress(_ place: String) -> Bool { place.hasPrefix("http://") || place.hasPrefix("https://") }

  /// A place as reports name it.
  static func name(of place: String) -> String {
    place == "-" ? "<stdin>" : isAddress(place) ? WebPage.shown(place) : place
  }

  private mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) {
    if reader == nil { reader = ExpositionReader(format: format(bytes)) }
    reader?.consume(bytes)
  }

  private consuming func finish() -> ExpositionReport {
    if reader == nil { reader = ExpositionReader(format: encoding == .openmetrics ? .openMetrics : .text) }
    return reader!.finish()
  }

  private func format(_ bytes: UnsafeBufferPointer<UInt8>) -> ExpositionFormat {
    switch encoding {
    case .text: .text
    case .openmetrics: .openMetrics
    // A piece of a longer page ends somewhere in a line.
    case .auto: ExpositionFormat(detectedIn: bytes, isCut: bytes.last != UInt8(ascii: "\n"))
    }
  }
}
