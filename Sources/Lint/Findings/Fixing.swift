import Documents

/// Applies the fixes of findings to the bytes of a file.
package enum Fixing {
  /// - Parameter findings: of one file; of two whose fixes touch, the first is fixed, and the other is for another round.
  /// - Returns: nil for the bytes when there is nothing to fix.
  package static func apply(_ findings: [Finding], to bytes: [UInt8]) -> (bytes: [UInt8]?, fixed: [Finding]) {
    var taken = EditList(size: bytes.count)
    var fixed: [Finding] = []
    for finding in findings {
      guard let fix = finding.fix, !fix.edits.isEmpty, taken.add(fix.edits) else { continue }
      fixed.append(finding)
    }
    guard !taken.edits.isEmpty else { return (nil, []) }
    var result: [UInt8] = []
    var position = 0
    for edit in taken.edits {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement.utf8
      position = edit.range.upperBound
    }
    return (result + bytes[position...], fixed)
  }
}

/// Edits that do not touch each other, in the order of the file.
///
/// Most come in this order and are put at the end.
private struct EditList {
  /// Of the file, in bytes.
  let size: Int
  private(set) var edits: [Fix.Edit] = []

  init(size: Int) { self.size = size }

  /// Takes on all of these, or none where one of them touches another.
  mutating func add(_ new: [Fix.Edit]) -> Bool {
    for (index, edit) in new.enumerated() where !add(edit) {
      for taken in new[..<index] { remove(taken) }
      return false
    }
    return true
  }

  /// Two that meet without overlapping touch as well: what stands between them could be one token.
  private mutating func add(_ edit: Fix.Edit) -> Bool {
    let next = edits.boundary { $0.range.upperBound >= edit.range.lowerBound }
    guard edit.range.upperBound <= size,
      next == edits.count || edits[next].range.lowerBound > edit.range.upperBound
    else { return false }
    edits.insert(edit, at: next)
    return true
  }

  private mutating func remove(_ edit: Fix.Edit) {
    edits.remove(at: edits.boundary { $0.range.lowerBound >= edit.range.lowerBound })
  }
}
