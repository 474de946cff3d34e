/// Carries byte offsets of a scalar's decoded text back to the file.
///
/// Computed on demand from the scalar's range and style: folding, escapes and indentation each move bytes,
/// and a finding inside a PromQL expression must point at the characters that a person sees.
public struct ScalarMap: Sendable {
  /// A stretch of decoded bytes. A verbatim one maps byte by byte, any other as a whole (an escape, a folded line break).
  struct Segment: Sendable {
    var decoded: Range<Int>
    var source: Range<Int>
    var isVerbatim: Bool
  }

  let segments: [Segment]
  /// Where an empty scalar, or an offset at the end, stands in the file.
  let end: Int

  /// The source range of a range of decoded UTF-8 bytes.
  public func range(of decoded: Range<Int>) -> Range<Int> {
    let lower = source(of: decoded.lowerBound, asEnd: false)
    guard !decoded.isEmpty else { return lower..<lower }
    return lower..<max(lower, source(of: decoded.upperBound, asEnd: true))
  }

  private func source(of offset: Int, asEnd: Bool) -> Int {
    let probe = asEnd ? offset - 1 : offset
    var low = 0, high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].decoded.upperBound <= probe { low = middle + 1 } else { high = middle }
    }
    guard low < segments.count, segments[low].decoded.contains(probe) else { return end }
    let segment = segments[low]
    if segment.isVerbatim { return segment.source.lowerBound + (probe - segment.decoded.lowerBound) + (asEnd ? 1 : 0) }
    return asEnd ? segment.source.upperBound : segment.source.lowerBound
  }
}

extension Node {
  /// The map of a scalar's decoded text to its place in the source, nil for collections.
  public func scalarMap(in source: SourceFile) -> ScalarMap? {
    guard let scalar else { return nil }
    let decoded = ScalarDecoder.decode(source.bytes, range: range, scalar: scalar)
    return ScalarMap(segments: decoded.segments, end: decoded.end)
  }
}

/// Collects decoded bytes and where each came from.
struct ScalarTrace {
  private(set) var bytes: [UInt8] = []
  private(set) var segments: [ScalarMap.Segment] = []
  var end = 0

  /// Appends one byte that stands in the source as it is.
  mutating func verbatim(_ byte: UInt8, at offset: Int) {
    if let last = segments.last, last.isVerbatim, last.source.upperBound == offset {
      segments[segments.count - 1].decoded = last.decoded.lowerBound..<bytes.count + 1
      segments[segments.count - 1].source = last.source.lowerBound..<offset + 1
    } else {
      segments.append(.init(decoded: bytes.count..<bytes.count + 1, source: offset..<offset + 1, isVerbatim: true))
    }
    bytes.append(byte)
  }

  /// Appends bytes that a different run of source bytes stands for.
  mutating func atomic(_ decoded: some Collection<UInt8>, from source: Range<Int>) {
    guard !decoded.isEmpty else { return }
    segments.append(.init(decoded: bytes.count..<bytes.count + decoded.count, source: source, isVerbatim: false))
    bytes.append(contentsOf: decoded)
  }
}
