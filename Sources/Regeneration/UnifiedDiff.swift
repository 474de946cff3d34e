/// Unified diffs, as `patch` and `git apply` read them.
package enum UnifiedDiff {
  /// Lines shown around each change.
  private static let context = 3

  /// The change of one file, empty when there is none; nil stands for a file that does not exist.
  ///
  /// - Parameter shown: the lines of a side as they are shown; without it they are shown as they are.
  package static func text(
    from before: [UInt8]?, to after: [UInt8]?, path: String,
    showing shown: ([UInt8]) -> [ArraySlice<UInt8>] = Lines.split
  ) -> String {
    guard before != after else { return "" }
    // A tab ends a name with a space in it, or patch would cut it there.
    let tab = path.utf8.contains(UInt8(ascii: " ")) ? "\t" : ""
    let names = (before == nil ? "/dev/null" : "a/\(path)\(tab)", after == nil ? "/dev/null" : "b/\(path)\(tab)")
    let old = before ?? [], new = after ?? []
    guard isText(old), isText(new) else { return "Binary files \(names.0) and \(names.1) differ\n" }
    var output = Array("--- \(names.0)\n+++ \(names.1)\n".utf8)
    let a = Lines.split(old), b = Lines.split(new)
    let oldLines = shown(old), newLines = shown(new)
    for hunk in hunks(LineMatching(old: a, new: b).pairs, oldCount: a.count, newCount: b.count) {
      output.append(contentsOf: "@@ -\(span(hunk.old)) +\(span(hunk.new)) @@\n".utf8)
      var i = hunk.old.lowerBound, j = hunk.new.lowerBound
      for pair in hunk.pairs + [(hunk.old.upperBound, hunk.new.upperBound)] {
        while i < pair.old { append(oldLines[i], "-", to: &output); i += 1 }
        while j < pair.new { append(newLines[j], "+", to: &output); j += 1 }
        if i < hunk.old.upperBound { append(oldLines[i], " ", to: &output) }
        (i, j) = (i + 1, j + 1)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private struct Hunk {
    var old: Range<Int>
    var new: Range<Int>
    /// The lines in common, for context.
    var pairs: [(old: Int, new: Int)]
  }

  /// Splits the match where more than twice the context is unchanged, and trims what is left of it at both ends.
  private static func hunks(_ pairs: [(old: Int, new: Int)], oldCount: Int, newCount: Int) -> [Hunk] {
    var hunks: [Hunk] = []
    /// Where the last change ended: everything from there to the next change is in common.
    var end = (old: 0, new: 0)
    var index = 0
    for pair in pairs + [(oldCount, newCount)] {
      defer { index += 1 }
      // Consecutive pairs enclose no change.
      let start = index == 0 ? (old: 0, new: 0) : (old: pairs[index - 1].old + 1, new: pairs[index - 1].new + 1)
      guard start.old < pair.old || start.new < pair.new else { continue }
      let lead = min(start.old - end.old, context)
      if !hunks.isEmpty, start.old - end.old <= 2 * context {
        hunks[hunks.count - 1].pairs.append(contentsOf: pairs[(index - (start.old - end.old))..<index])
      } else {
        if !hunks.isEmpty { close(&hunks[hunks.count - 1], pairs, before: start.old) }
        hunks.append(
          Hunk(
            old: (start.old - lead)..<start.old, new: (start.new - lead)..<start.new,
            pairs: Array(pairs[(index - lead)..<index]))
        )
      }
      let at = hunks.count - 1
      hunks[at].old = hunks[at].old.lowerBound..<pair.old
      hunks[at].new = hunks[at].new.lowerBound..<pair.new
      end = (pair.old, pair.new)
    }
    if !hunks.isEmpty { close(&hunks[hunks.count - 1], pairs, before: oldCount) }
    return hunks
  }

  /// Adds the context after a hunk's last change.
  private static func close(_ hunk: inout Hunk, _ pairs: [(old: Int, new: Int)], before next: Int) {
    let count = min(next - hunk.old.upperBound, context)
    for offset in 0..<count { hunk.pairs.append((hunk.old.upperBound + offset, hunk.new.upperBound + offset)) }
    hunk.old = hunk.old.lowerBound..<(hunk.old.upperBound + count)
    hunk.new = hunk.new.lowerBound..<(hunk.new.upperBound + count)
  }

  /// `start,count` from 1; an empty range names the line before it, and a count of one goes without saying.
  private static func span(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  private static func append(_ line: ArraySlice<UInt8>, _ sign: Character, to output: inout [UInt8]) {
    output.append(sign.asciiValue!)
    output.append(contentsOf: line)
    if line.last != UInt8(ascii: "\n") { output.append(contentsOf: "\n\\ No newline at end of file\n".utf8) }
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
  }
}
