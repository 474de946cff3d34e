extension Checker {
  typealias Argument = (operand: Operand, shape: Shape)
  /// What the command before the `|` gives, and the command itself.
  typealias Piped = (shape: Shape, range: Range<Int>, command: Command?)

  /// Checks one call and gives the shape of its result. A piped value is the last argument.
  mutating func call(
    _ name: String, _ range: Range<Int>, _ arguments: [Argument], piped: Piped?
  ) -> Shape {
    guard let function = functions[name] else {
      errors.append(
        AlertTemplateError(.unknownFunction, "unknown function “\(name)”", help: elsewhere(name), at: range))
      return .unknown
    }
    functionsUsed.append(AlertTemplate.FunctionUse(name: name, since: function.since, range: range))
    let given = arguments.map { ($0.shape, $0.operand.range) } + (piped.map { [($0.shape, $0.range)] } ?? [])
    guard function.accepts(count: given.count) else {
      errors.append(
        AlertTemplateError(.wrongArity, "“\(name)” takes \(function.arity), not \(given.count)", at: range))
      return function.result
    }
    let parameters =
      function.parameters
      + Array(
        repeating: function.rest ?? .any, count: given.count - function.parameters.count)
    for (parameter, (shape, place)) in zip(parameters, given) where !parameter.accepts(shape) {
      errors.append(
        AlertTemplateError(.wrongType, "“\(name)” takes \(parameter.name) here, not \(shape.name)", at: place))
    }
    let operands = arguments.map(\.operand) + (piped?.command?.literal.map { [$0] } ?? [])
    for (parameter, operand) in zip(parameters, operands) where parameter == .numeric {
      checkNumber(operand, for: name)
    }
    if let maker = piped?.command?.called, parameters.last == .numeric {
      checkNumber(madeBy: maker, for: name, at: range)
    }
    switch name {
    case "eq", "ne", "lt", "le", "gt", "ge": compare(name, given)
    case "index": return index(arguments, given)
    case "slice": return given[0].0
    case "dict": checkPairs(given, range)
    case "printf": checkFormat(operands, given)
    case "match", "reReplaceAll": checkPattern(name, operands, given)
    case "query": return result(of: operands)
    case "first": if case .list(let sample) = given[0].0 { return sample }
    case "sortByLabel": return given[1].0
    case "label": if case .record(.sample(let query)) = given[1].0 { noteLabel(of: operands, query) }
    case "and", "or": return Set(given.map(\.0)).count == 1 ? given[0].0 : .unknown
    default: break
    }
    return function.result
  }

  /// `dict` takes keys and values in turn.
  private mutating func checkPairs(_ given: [(Shape, Range<Int>)], _ range: Range<Int>) {
    if given.count % 2 != 0 {
      errors.append(AlertTemplateError(.wrongArity, "“dict” takes a value for every key", at: range))
    }
    for (key, place) in given.enumerated().filter({ $0.offset % 2 == 0 }).map(\.element)
    where key != .text && key != .unknown {
      errors.append(AlertTemplateError(.wrongType, "a key of “dict” is a string, not \(key.name)", at: place))
    }
  }

  private func elsewhere(_ name: String) -> String? {
    let other: Dialect = dialect == .prometheus ? .alertmanager : .prometheus
    guard other.functions[name] != nil else { return nil }
    return other == .prometheus
      ? "only Prometheus has it, not notifications" : "only notifications have it, not alerting rules"
  }

  /// Go compares values of one kind only: a sample's value never with `5`, but with `5.0`.
  private mutating func compare(_ name: String, _ given: [(Shape, Range<Int>)]) {
    let first = given[0].0
    for (shape, range) in given where shape.isList || shape.isMap || [.names, .pairs, .alerts].contains(shape) {
      // What has an order was checked with the parameters.
      guard name == "eq" || name == "ne" else { return }
      errors.append(AlertTemplateError(.wrongType, "“\(name)” cannot compare \(shape.name)", at: range))
    }
    for (shape, range) in given.dropFirst() {
      guard shape != first, let a = basic(first), let b = basic(shape), a != b else { continue }
      let mixed = Set([a, b]) == [.integer, .float]
      errors.append(
        AlertTemplateError(
          .wrongType, "“\(name)” cannot compare \(first.name) with \(shape.name)",
          help: mixed ? "write the number with a decimal point" : nil, at: range))
    }
  }

  private func basic(_ shape: Shape) -> Shape? {
    shape == .markup ? .text : [.text, .integer, .float, .boolean].contains(shape) ? shape : nil
  }

  private mutating func index(_ arguments: [Argument], _ given: [(Shape, Range<Int>)]) -> Shape {
    var shape = given[0].0
    for (position, (key, range)) in given.enumerated().dropFirst() {
      switch shape {
      case .labels:
        guard key == .text || key == .unknown else {
          errors.append(AlertTemplateError(.wrongType, "labels are read by a string, not by \(key.name)", at: range))
          return .text
        }
        if position < arguments.count, case .string(let name) = arguments[position].operand.term {
          noteLabel(name, of: shape, range)
        }
        shape = .text
      case .unknown, .dictionary: return .unknown
      default:
        // A string is read by bytes.
        let element = shape == .text ? .integer : shape.elements?.element
        guard shape != .integer, let element else {
          errors.append(AlertTemplateError(.wrongType, "“index” cannot read from \(shape.name)", at: given[0].1))
          return .unknown
        }
        guard key == .integer || key == .unknown else {
          errors.append(
            AlertTemplateError(.wrongType, "\(shape.name) is read by an integer, not by \(key.name)", at: range))
          return element
        }
        shape = element
      }
    }
    return shape
  }
}
