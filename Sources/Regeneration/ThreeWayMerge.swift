/// An edited file and its new generated version, brought together line by line, as `diff3` and git do.
///
/// Where only one side differs from the version that both come from, that side counts; where both differ in the same way,
/// it counts once; where they differ from each other, or change neighbouring lines, it is for a person to say.
package struct ThreeWayMerge: Sendable {
  private typealias Stretch = ArraySlice<ArraySlice<UInt8>>

  private enum Chunk {
    case settled(Stretch)
    /// `base` is nil where the version that the edit began from is not known.
    case conflict(base: Stretch?, edited: Stretch, generated: Stretch)
  }

  private let chunks: [Chunk]
  /// The edited file's line ends are Windows's and nobody else's: they are no edit, and kept.
  private let isWindows: Bool

  /// - Parameters:
  ///   - base: the generated version that the edit began from. Where it is unknown, every difference is a conflict.
  ///   - edited: as a person left it.
  ///   - generated: the new version.
  package init(base: [UInt8]?, edited: [UInt8], generated: [UInt8]) {
    let cr = UInt8(ascii: "\r")
    isWindows = Lines.areWindows(edited) && !generated.contains(cr) && base?.contains(cr) != true
    let edited = Lines.split(isWindows ? Lines.unix(edited) : edited), generated = Lines.split(generated)
    guard let base = base.map(Lines.split) else {
      chunks = Self.differences(edited, generated)
      return
    }
    chunks = Self.merge(base, edited, generated)
  }

  /// Whether nothing is left for a person to say.
  package var isClean: Bool {
    chunks.allSatisfy { if case .settled = $0 { true } else { false } }
  }

  /// The merged file; what is for a person to say stands between markers.
  package var bytes: [UInt8] {
    var output: [UInt8] = []
    func append(_ lines: Stretch, beforeMarker: Bool = true) {
      for line in lines { output.append(contentsOf: line) }
      if beforeMarker, !lines.isEmpty, output.last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
    }
    for chunk in chunks {
      switch chunk {
      case .settled(let lines): append(lines, beforeMarker: false)
      case .conflict(let base, let edited, let generated):
        if let last = output.last, last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
        output.append(contentsOf: "\(Marker.edited)\n".utf8)
        append(edited)
        if let base {
          output.append(contentsOf: "\(Marker.base)\n".utf8)
          append(base)
        }
        output.append(contentsOf: "\(Marker.middle)\n".utf8)
        append(generated)
        output.append(contentsOf: "\(Marker.generated)\n".utf8)
      }
    }
    return isWindows ? Lines.windows(output) : output
  }

  /// What git writes around a conflict, so that editors know it.
  private enum Marker {
    static let edited = "<<<<<<< edited"
    static let base = "||||||| generated before"
    static let middle = "======="
    static let generated = ">>>>>>> generated now"
  }

  /// Whether a file was taken from a merge with what is between the markers still in it.
  package static func isUnsettled(_ bytes: [UInt8]) -> Bool {
    Lines.split(bytes).contains { $0.starts(with: Marker.edited.utf8) }
      && Lines.split(bytes).contains { $0.starts(with: Marker.generated.utf8) }
  }

  // MARK: Merging

  /// A stretch of the base and what a side has in its place.
  private struct Hunk {
    var base: Range<Int>
    var side: Range<Int>
  }

  private static func merge(
    _ base: [ArraySlice<UInt8>], _ edited: [ArraySlice<UInt8>], _ generated: [ArraySlice<UInt8>]
  ) -> [Chunk] {
    let edits = hunks(from: base, to: edited)[...], updates = hunks(from: base, to: generated)[...]
    var chunks: [Chunk] = []
    var e = edits, g = updates
    /// Up to where the base is dealt with.
    var done = 0
    while let start = [e.first, g.first].compactMap({ $0?.base.lowerBound }).min() {
      chunks.append(.settled(base[done..<start]))
      // Everything that overlaps or touches, on either side, belongs together.
      var end = start
      func take(_ hunks: inout ArraySlice<Hunk>) -> [Hunk] {
        var taken: [Hunk] = []
        while let next = hunks.first, next.base.lowerBound <= end {
          end = max(end, next.base.upperBound)
          taken.append(hunks.removeFirst())
        }
        return taken
      }
      var edit: [Hunk] = [], update: [Hunk] = []
      var count = -1
      while edit.count + update.count != count {
        count = edit.count + update.count
        edit += take(&e)
        update += take(&g)
      }
      let stretch = start..<end
      let ours = edit.isEmpty ? nil : edited[side(of: stretch, edit)]
      let theirs = update.isEmpty ? nil : generated[side(of: stretch, update)]
      switch (ours, theirs) {
      case (let lines?, nil), (nil, let lines?): chunks.append(.settled(lines))
      case (let a?, let b?):
        chunks.append(a == b ? .settled(a) : .conflict(base: base[stretch], edited: a, generated: b))
      case (nil, nil): break
      }
      done = end
    }
    return chunks + [.settled(base[done...])]
  }

  /// What a side has for a stretch of the base that its hunks lie in.
  private static func side(of stretch: Range<Int>, _ hunks: [Hunk]) -> Range<Int> {
    let first = hunks[0], last = hunks[hunks.count - 1]
    let lower = first.side.lowerBound - (first.base.lowerBound - stretch.lowerBound)
    let upper = last.side.upperBound + (stretch.upperBound - last.base.upperBound)
    return lower..<upper
  }

  private static func hunks(from base: [ArraySlice<UInt8>], to side: [ArraySlice<UInt8>]) -> [Hunk] {
    var hunks: [Hunk] = []
    var i = 0, j = 0
    for pair in LineMatching(old: base, new: side).pairs + [(base.count, side.count)] {
      if i < pair.old || j < pair.new { hunks.append(Hunk(base: i..<pair.old, side: j..<pair.new)) }
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    return hunks
  }

  /// Two texts without the one that they come from: what they have in common, and everything else as conflicts.
  private static func differences(_ edited: [ArraySlice<UInt8>], _ generated: [ArraySlice<UInt8>]) -> [Chunk] {
    var chunks: [Chunk] = []
    var common = 0
    for hunk in hunks(from: edited, to: generated) {
      chunks.append(.settled(edited[common..<hunk.base.lowerBound]))
      chunks.append(.conflict(base: nil, edited: edited[hunk.base], generated: generated[hunk.side]))
      common = hunk.base.upperBound
    }
    return chunks + [.settled(edited[common...])]
  }
}
