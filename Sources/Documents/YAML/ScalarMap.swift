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

extension ScalarMap {
  /// The map of a scalar that stands at a range of the source's UTF-8 bytes, with its quotes or block header.
  public init(of scalar: Scalar, at range: Range<Int>, in source: SourceFile) {
    let bytes = source.bytes
    if let map = ScalarMap(unchanged: scalar, at: range, in: bytes) {
      self = map
    } else {
      let decoded = ScalarDecoder.decode(bytes, range: range, scalar: scalar)
      self.init(segments: decoded.segments, end: decoded.end)
    }
  }

  /// The map of a scalar whose text stands in the file as it is, which most do; nil for any other.
  fileprivate init?(unchanged scalar: Scalar, at range: Range<Int>, in bytes: [UInt8]) {
    let quote =
      switch scalar.style {
      case .plain: 0
      case .singleQuoted, .doubleQuoted, .json: 1
      case .literal, .folded: -1
      }
    var text = scalar.text
    let inner = range.lowerBound + quote..<max(range.lowerBound, range.upperBound) - quote
    guard quote >= 0, !inner.isEmpty, inner.upperBound <= bytes.count, inner.count == text.utf8.count else {
      return nil
    }
    let isSame = text.withUTF8 { text in
      bytes.withUnsafeBufferPointer { $0[inner].elementsEqual(text) }
    }
    guard isSame else { return nil }
    segments = [Segment(decoded: 0..<inner.count, source: inner, isVerbatim: true)]
    end = inner.upperBound
  }
}

extension Node {
  /// The map of a scalar's decoded text to its place in the source, nil for collections.
  public func scalarMap(in source: SourceFile) -> ScalarMap? {
    scalar.map { ScalarMap(of: $0, at: range, in: source) }
  }
}

/// Collects decoded bytes and where each came from.
struct ScalarTrace {
  private(set) var bytes: [UInt8] = []
  private(set) var segments: [ScalarMap.Segment] = []
  var end = 0

  /// Appends bytes that stand in the source as they are.
  mutating func verbatim(_ range: Range<Int>, of source: [UInt8]) {
    guard !range.isEmpty else { return }
    let decoded = bytes.count..<bytes.count + range.count
    if let last = segments.last, last.isVerbatim, last.source.upperBound == range.lowerBound {
      segments[segments.count - 1].decoded = last.decoded.lowerBound..<decoded.upperBound
      segments[segments.count - 1].source = last.source.lowerBound..<range.upperBound
    } else {
      segments.append(.init(decoded: decoded, source: range, isVerbatim: true))
    }
    bytes += source[range]
  }

  /// Appends bytes that a different run of source bytes stands for.
  mutating func atomic(_ decoded: some Collection<UInt8>, from source: Range<Int>) {
    guard !decoded.isEmpty else { return }
    segments.append(.init(decoded: bytes.count..<bytes.count + decoded.count, source: source, isVerbatim: false))
    bytes.append(contentsOf: decoded)
  }
}
