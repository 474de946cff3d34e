import Documents

/// Applies the fixes of findings to the bytes of a file.
package enum Fixing {
  /// - Parameter findings: of one file; of two whose fixes touch, the first is fixed, and the other is for another round.
  /// - Returns: nil for the bytes when there is nothing to fix.
  package static func apply(_ findings: [Finding], to bytes: [UInt8]) -> (bytes: [UInt8]?, fixed: [Finding]) {
    var edits: [Fix.Edit] = []
    var fixed: [Finding] = []
    for finding in findings {
      guard let fix = finding.fix, !fix.edits.isEmpty, isApplicable(fix.edits, besides: edits, size: bytes.count) else {
        continue
      }
      edits += fix.edits
      fixed.append(finding)
    }
    guard !edits.isEmpty else { return (nil, []) }
    var result: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement.utf8
      position = edit.range.upperBound
    }
    return (result + bytes[position...], fixed)
  }

  private static func isApplicable(_ edits: [Fix.Edit], besides taken: [Fix.Edit], size: Int) -> Bool {
    var others = taken
    for edit in edits {
      guard edit.range.upperBound <= size, others.allSatisfy({ !touch($0.range, edit.range) }) else { return false }
      others.append(edit)
    }
    return true
  }

  /// Two that meet without overlapping touch as well: what stands between them could be one token.
  private static func touch(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    a.lowerBound <= b.upperBound && b.lowerBound <= a.upperBound
  }
}
