import PromQL

/// All single mistakes in an expression.
struct Mutation {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  func mutants(of tree: Expr) -> [Mutant] {
    var found: [Mutant] = []
    walk(tree, Surroundings(), &found)
    return found
  }

  /// What stands around a node, as far as it decides whether a change shows.
  private struct Surroundings {
    /// It divides, as `x > 0` in `a / (x > 0)`.
    var isDivisor = false
    /// Matchers of the series that an operator above matches these with: what one of them leaves out finds no partner.
    var matched: Set<String> = []
    /// It is multiplied by 0: only whether there is something counts.
    var isNaught = false
    /// Series without which an operator above gives nothing, as they are written.
    var needed: Set<String> = []
  }

  /// Labels by which a rule selects whose series it is made of.
  private static let owners: Set<String> = ["service", "component", "objective"]

  private func walk(_ node: Expr, _ around: Surroundings, _ found: inout [Mutant]) {
    switch node {
    case .binary(let operation): mutate(operation, around, &found)
    case .selector(let selector): mutate(selector, around, &found)
    case .rangeSelector(let range):
      mutate(range.selector, around, &found)
      found += halved(range.duration, around)
    case .subquery(let subquery):
      found += halved(subquery.duration, around)
      found += shifted(subquery.timing)
    default: break
    }
    let inner = surroundings(below: node, around)
    var index = 0
    node.forEachChild { child in
      walk(child, inner(index), &found)
      index += 1
    }
  }

  private func surroundings(below node: Expr, _ around: Surroundings) -> (Int) -> Surroundings {
    switch node {
    // Parentheses keep what an operator makes of its side; whatever else stands between begins anew.
    case .parenthesized: return { _ in around }
    case .binary(let operation):
      return { index in
        let other = index == 0 ? operation.rhs : operation.lhs
        var inner = Surroundings(
          isDivisor: operation.op == .divide && index == 1, matched: around.matched,
          isNaught: around.isNaught || operation.op == .multiply && literalValue(other) == 0, needed: around.needed)
        // What comes in on the left of `unless` finds nothing that takes it away.
        if operation.op != .or, !(operation.op == .unless && index == 0) {
          inner.needed.formUnion(other.selectors.map(self.written))
          inner.matched.formUnion(matchers(in: other).filter { isMatched($0.name, by: operation.matching) }.map(\.text))
        }
        return inner
      }
    case .aggregation(let aggregation):
      let owners = around.matched.filter { text in Self.owners.contains { text.hasPrefix("\($0)=") } }
      let kept = around.matched.filter { text in
        guard let grouping = aggregation.grouping else { return false }
        return grouping.labels.contains { text.hasPrefix($0.name) } != grouping.isWithout
      }
      return { _ in
        Surroundings(matched: owners.union(kept), isNaught: around.isNaught, needed: around.needed)
      }
    default:
      return { _ in Surroundings(matched: around.matched, isNaught: around.isNaught, needed: around.needed) }
    }
  }

  private func matchers(in tree: Expr) -> [(name: String, text: String)] {
    tree.selectors.flatMap { $0.matchers.map { ($0.name, text($0.range)) } }
  }

  /// A selector with what shifts it in time, whatever its range is.
  private func written(_ selector: VectorSelector) -> String {
    let offset = selector.timing.offset.map { text($0.range) } ?? ""
    return "\(selector.name ?? "")\(selector.bracesRange.map(text) ?? "") \(offset)"
  }

  // MARK: Operators

  private func mutate(_ operation: BinaryOperation, _ around: Surroundings, _ found: inout [Mutant]) {
    if operation.op.isSet {
      found.append(mutant("clause dropped", operation.range, text(operation.lhs.range)))
      if operation.op == .or { found.append(mutant("clause dropped", operation.range, text(operation.rhs.range))) }
    }
    guard operation.op.isComparison, let boundary = Self.boundary[operation.op],
      let direction = Self.direction[operation.op]
    else { return }
    let guardsDivision = around.isDivisor && literalValue(operation.rhs) == 0
    let value = literalValue(operation.lhs) == nil ? operation.lhs : operation.rhs
    found.append(
      mutant(
        "comparison's boundary", operation.opRange, boundary,
        equivalent: guardsDivision
          ? "0 divides into nothing that compares"
          : !value.reaction.isExact ? "an exact boundary of an inexact value" : nil))
    found.append(mutant("comparison's direction", operation.opRange, direction))
    for side in [operation.lhs, operation.rhs] {
      guard let number = literalValue(side), number != 0, number.isFinite else { continue }
      for (name, factor) in [("×0.9", 0.9), ("×1.1", 1.1), ("×2", 2), ("×½", 0.5)] {
        found.append(
          mutant("threshold \(name)", side.range, "\(number * factor)", equivalent: isWhole(value, number, factor)))
      }
    }
  }

  /// What counts changes has whole values: 3.3 lies where 3 does.
  private func isWhole(_ value: Expr, _ number: Double, _ factor: Double) -> String? {
    value.reaction.isWhole && (number * factor).rounded(.down) == number.rounded(.down) ? "whole values" : nil
  }

  private static let boundary: [BinaryOperator: String] = [
    .greater: ">=", .greaterOrEqual: ">", .less: "<=", .lessOrEqual: "<", .equal: "!=", .notEqual: "==",
  ]
  private static let direction: [BinaryOperator: String] = [
    .greater: "<", .greaterOrEqual: "<=", .less: ">", .lessOrEqual: ">=", .equal: ">", .notEqual: "<",
  ]

  // MARK: Selectors

  private func mutate(_ selector: VectorSelector, _ around: Surroundings, _ found: inout [Mutant]) {
    for (index, matcher) in selector.matchers.enumerated() where matcher.name != "__name__" {
      let isOwner = Self.owners.contains(matcher.name)
      let others = selector.matchers.enumerated().filter { $0.offset != index }.map { text($0.element.range) }
      guard let braces = selector.bracesRange else { continue }
      found.append(
        mutant(
          isOwner ? "owner's matcher removed" : "matcher removed", braces,
          others.isEmpty ? (selector.name == nil ? "{__name__=~\".+\"}" : "") : "{\(others.joined(separator: ", "))}",
          equivalent: around.matched.contains(text(matcher.range))
            || around.isNaught && around.needed.contains(written(selector)) ? "the other side selects the same" : nil,
          from: text(matcher.range), to: ""))
    }
    found += shifted(selector.timing)
  }

  private func halved(_ duration: DurationExpr, _ around: Surroundings) -> [Mutant] {
    guard let seconds = duration.seconds else { return [] }
    return [
      mutant(
        "range halved", duration.range, "\(Int(seconds * 500))ms",
        equivalent: around.isNaught ? "0 times anything" : nil)
    ]
  }

  private func shifted(_ timing: Timing) -> [Mutant] {
    guard let offset = timing.offset else { return [] }
    return [mutant("offset dropped", offset.range, "0s")]
  }

  // MARK: Texts

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func mutant(
    _ kind: String, _ range: Range<Int>, _ new: String, equivalent: String? = nil, from: String? = nil,
    to: String? = nil
  ) -> Mutant {
    let changed = bytes[..<range.lowerBound] + Array(new.utf8) + bytes[range.upperBound...]
    return Mutant(
      kind: kind, text: String(decoding: changed, as: UTF8.self), from: from ?? text(range), to: to ?? new,
      equivalent: equivalent)
  }

  /// The number that an expression is, signs and parentheses taken away.
  private func literalValue(_ node: Expr) -> Double? {
    switch node.unwrapped {
    case .number(let number): number.value
    case .unary(let unary): literalValue(unary.operand).map { unary.isNegation ? -$0 : $0 }
    default: nil
    }
  }

  /// Whether both sides of an operator must agree on a label.
  private func isMatched(_ label: String, by matching: VectorMatching?) -> Bool {
    guard let matching else { return true }
    return matching.labels.contains { $0.name == label } == matching.isOn
  }
}
