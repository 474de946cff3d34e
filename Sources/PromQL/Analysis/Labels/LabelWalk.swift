/// A walk through an expression from its selectors outwards, with what it finds on the way.
struct LabelWalk {
  let known: Expr.KnownLabels
  /// Whether operators are looked at whose two sides cannot match.
  var looksForMismatches = false
  /// The operators passed, by where they stand, and what was found there: mostly nothing.
  private var passed: Set<Int> = []
  private var mismatches: [Int: Mismatch] = [:]

  init(known: @escaping Expr.KnownLabels, looksForMismatches: Bool = false) {
    self.known = known
    self.looksForMismatches = looksForMismatches
  }

  /// Comes by an operator, with the labels of its two sides.
  mutating func passed(_ operation: BinaryOperation, _ left: LabelFlow, _ right: LabelFlow) {
    guard looksForMismatches, operation.lhs.type == .vector, operation.rhs.type == .vector else { return }
    let place = operation.opRange.lowerBound
    passed.insert(place)
    if let mismatch = operation.mismatch(left, right) { mismatches[place] = mismatch }
  }

  /// What is wrong at an operator, which the walk may not have come by yet: not all arguments pass labels on.
  mutating func mismatch(at operation: BinaryOperation) -> Mismatch? {
    let place = operation.opRange.lowerBound
    if !passed.contains(place) { _ = operation.labels(&self) }
    return mismatches[place]
  }
}
