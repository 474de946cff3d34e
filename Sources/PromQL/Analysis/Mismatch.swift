/// Two sides of an operator of which no series find each other.
public struct Mismatch: Sendable {
  /// The operator with its two sides.
  public var operation: BinaryOperation
  /// A label on which the two sides differ.
  public var label: String
  /// Whether nothing can ever match; else only series that happen to lack the label can.
  public var isCertain: Bool
  /// Why, one sentence without a full stop.
  public var explanation: String
  /// What decides it on the side that lacks the label, as UTF-8 byte offsets; nil where two values differ.
  public var reason: LabelFlow.Reason?
}

extension Expr {
  /// Operators between vectors whose sides cannot match, outermost first; one reason for each.
  ///
  /// `or` is left out: it returns something without a match. So does `unless`, but there is no use in it then.
  public func mismatches(knowing known: @escaping KnownLabels = { _ in nil }) -> [Mismatch] {
    labelsAndMismatches(knowing: known).mismatches
  }

  /// Both in one walk, for who asks for both.
  public func labelsAndMismatches(knowing known: @escaping KnownLabels = { _ in nil }) -> (
    labels: LabelFlow, mismatches: [Mismatch]
  ) {
    var walk = LabelWalk(known: known, looksForMismatches: true)
    let labels = labels(&walk)
    return (labels, mismatches(&walk))
  }

  private func mismatches(_ walk: inout LabelWalk) -> [Mismatch] {
    var found: [Mismatch] = []
    visit { node in
      guard case .binary(let operation) = node, operation.lhs.type == .vector, operation.rhs.type == .vector else {
        return
      }
      if let mismatch = walk.mismatch(at: operation) { found.append(mismatch) }
    }
    return found
  }
}

extension BinaryOperation {
  /// - Parameters: the labels of two vectors.
  func mismatch(_ left: LabelFlow, _ right: LabelFlow) -> Mismatch? {
    guard op != .or, matching?.fillLeft == nil, matching?.fillRight == nil else { return nil }
    return difference(left, right) ?? exclusion() ?? missing(left, "left", right, "right")
      ?? missing(right, "right", left, "left")
  }

  /// Both sides fix a label that must be equal, to different values.
  private func difference(_ left: LabelFlow, _ right: LabelFlow) -> Mismatch? {
    guard let label = left.differing(from: right).filter(isMatched).min(), let value = left.value(of: label),
      let other = right.value(of: label)
    else { return nil }
    return Mismatch(
      operation: self, label: label, isCertain: true,
      explanation: "`\(label)` is \"\(value)\" on the left and \"\(other)\" on the right of `\(op.rawValue)`")
  }

  /// The two sides select values of a label that must be equal, and none suits both.
  private func exclusion() -> Mismatch? {
    let mine = lhs.keptMatchers.kept { isMatched($0.name) }
    guard !mine.isEmpty else { return nil }
    for theirs in rhs.keptMatchers {
      guard let match = mine.first(where: { $0.name == theirs.name && $0.certainlyExcludes(theirs) }) else { continue }
      return Mismatch(
        operation: self, label: match.name, isCertain: true,
        explanation: "the left side of `\(op.rawValue)` selects `\(match)` and the right side `\(theirs)`")
    }
    return nil
  }

  /// One side carries a label that must be equal, and the other cannot.
  private func missing(_ has: LabelFlow, _ side: String, _ lacks: LabelFlow, _ other: String) -> Mismatch? {
    func isMissing(_ label: String) -> Bool { isMatched(label) && lacks.isExcluded(label) }
    /// Without a list of them, as there are mostly none.
    func firstMissing(_ labels: some Sequence<String>) -> String? {
      var first: String?
      for label in labels where isMissing(label) { first = min(first ?? label, label) }
      return first
    }
    func mismatch(_ label: String?, isCertain: Bool, _ verb: String) -> Mismatch? {
      guard let label, let reason = lacks.absence(of: label) else { return nil }
      return Mismatch(
        operation: self, label: label, isCertain: isCertain,
        explanation: "the \(side) side of `\(op.rawValue)` \(verb) the label `\(label)`, "
          + "which on the \(other) side \(reason.text)", reason: reason)
    }
    // A label that a side names in `by` was meant to be there, even if a series may lack it.
    return mismatch(firstMissing(has.certain), isCertain: true, "has")
      ?? mismatch(has.candidates.flatMap(firstMissing), isCertain: false, "keeps")
      ?? mismatch(has.firstExpected(where: isMissing), isCertain: false, "usually has")
  }
}
