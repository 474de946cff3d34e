/// A walk through an expression from its selectors outwards, with what it finds on the way.
struct LabelWalk {
  let known: Expr.KnownLabels
  /// Whether operators are looked at whose two sides cannot match.
  var looksForMismatches = false
  /// What was found at the operators passed, by where they stand.
  private(set) var mismatches: [Int: Mismatch?] = [:]

  init(known: @escaping Expr.KnownLabels, looksForMismatches: Bool = false) {
    self.known = known
    self.looksForMismatches = looksForMismatches
  }

  /// Comes by an operator, with the labels of its two sides.
  mutating func passed(_ operation: BinaryOperation, _ left: LabelFlow, _ right: LabelFlow) {
    guard looksForMismatches, operation.lhs.type == .vector, operation.rhs.type == .vector else { return }
    mismatches[operation.opRange.lowerBound] = .some(operation.mismatch(left, right))
  }

  /// What is wrong at an operator, which the walk may not have come by yet: not all arguments pass labels on.
  mutating func mismatch(at operation: BinaryOperation) -> Mismatch? {
    if mismatches[operation.opRange.lowerBound] == nil { _ = operation.labels(&self) }
    return mismatches[operation.opRange.lowerBound] ?? nil
  }
}
