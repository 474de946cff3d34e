extension BinaryOperation {
  func labels(_ walk: inout LabelWalk) -> LabelFlow {
    if isPlaceholder { return .anything }
    if lhs.type == .scalar || rhs.type == .scalar {
      var flow = (lhs.type == .scalar ? rhs : lhs).labels(&walk)
      if changesMeaning { flow.dropName(.meaning(of: op.rawValue), opRange) }
      return flow
    }
    let left = lhs.labels(&walk), right = rhs.labels(&walk)
    walk.passed(self, left, right)
    switch op {
    case .or: return left.union(right)
    case .unless: return left
    case .and:
      var flow = left
      flow.share(right, where: isMatched)
      return flow
    default: return matched(left, right)
    }
  }

  /// Whether the result is no longer the metric: arithmetic and `bool`.
  private var changesMeaning: Bool { op.isArithmetic || returnsBool }

  /// Whether a label has to be equal on both sides.
  func isMatched(_ label: String) -> Bool {
    guard label != LabelFlow.metricName else { return false }
    guard let matching, matching.isOn || !matching.labels.isEmpty else { return true }
    let isListed = matching.labels.contains { $0.name == label }
    // A placeholder may stand for the label, or for another one.
    if !isListed, matching.labels.contains(where: \.isPlaceholder) { return false }
    return isListed == matching.isOn
  }

  private func matched(_ left: LabelFlow, _ right: LabelFlow) -> LabelFlow {
    let cardinality = matching?.cardinality ?? .oneToOne
    // With `fill` a series may stand alone, and then says nothing of the other side.
    let isFilled = matching?.fillLeft != nil || matching?.fillRight != nil
    var many = cardinality == .oneToMany ? right : left
    let one = cardinality == .oneToMany ? left : right
    if isFilled { many = many.union(one) } else { many.share(one, where: isMatched) }
    if changesMeaning { many.dropName(.meaning(of: op.rawValue), opRange) }
    guard cardinality == .oneToOne else {
      if matching?.include.contains(where: \.isPlaceholder) == true { return .anything }
      for label in matching?.include ?? [] {
        switch one.presence(of: label.name) {
        case .always: many.require(label.name, value: one.value(of: label.name))
        case .sometimes: many.allow(label.name)
        case .never:
          many.remove(label.name, one.absence(of: label.name) ?? .init(cause: .missing, range: label.range))
        }
      }
      return many
    }
    guard let matching, matching.isOn || !matching.labels.isEmpty else {
      if !isFilled { many.shareAbsence(one, where: isMatched) }
      return many
    }
    let names = matching.labels.map(\.name)
    if matching.labels.contains(where: \.isPlaceholder) {
      many.loosen(keeping: matching.isOn ? names : [])
      return many
    }
    if matching.isOn {
      many.keep(names, .init(cause: .removed(by: op.rawValue, clause: "on", labels: names), range: matching.range))
    } else {
      for name in names {
        many.remove(
          name, .init(cause: .removed(by: op.rawValue, clause: "ignoring", labels: names), range: matching.range))
      }
    }
    if !isFilled { many.shareAbsence(one, where: isMatched) }
    return many
  }
}
