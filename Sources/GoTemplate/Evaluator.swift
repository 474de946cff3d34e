/// Runs a template that has no errors.
struct Evaluator {
  private enum Flow { case goesOn, breaks, continues }

  /// Of a rule's template; a notification's has none.
  private let data: RuleData?
  private let definitions: [String: [Node]]
  private var dot: GoValue
  private var variables: [(name: String, value: GoValue)]
  private var output = ""
  private var depth = 0
  /// Where the next value stands in a document that is escaped as HTML; nil for text.
  private var context: HTMLContext?

  /// Go stops a template that calls itself without end as well, only later.
  private static let depthLimit = 50

  init(_ data: RuleData, _ definitions: [String: [Node]]) {
    self.data = data
    self.definitions = definitions
    dot = .data(data)
    variables = [
      ("$", .data(data)), ("$labels", .labels(data.labels)), ("$externalLabels", .labels(data.externalLabels)),
      ("$externalURL", .string(data.externalURL)), ("$value", .float(data.value)),
    ]
  }

  init(_ notification: NotificationData, _ definitions: [String: [Node]], asHTML: Bool) {
    data = nil
    self.definitions = definitions
    dot = .notification(notification)
    variables = [("$", dot)]
    context = asHTML ? HTMLContext() : nil
  }

  mutating func render(_ nodes: [Node]) throws(AlertTemplateError) -> String {
    _ = try walk(nodes)
    return output
  }

  // MARK: Nodes

  private mutating func walk(_ nodes: [Node]) throws(AlertTemplateError) -> Flow {
    for node in nodes {
      let flow = try walk(node)
      if flow != .goesOn { return flow }
    }
    return .goesOn
  }

  private mutating func walk(_ node: Node) throws(AlertTemplateError) -> Flow {
    switch node {
    case .text(let text):
      output += text
      context?.pass(text)
    case .break: return .breaks
    case .continue: return .continues
    case .branch(let branch): return try walk(branch)
    case .action(let pipeline):
      let value = try evaluate(pipeline, declares: true)
      guard pipeline.variables.isEmpty else { break }
      guard let text = value.text else {
        throw AlertTemplateError(.unsupported, "the whole data cannot be printed here", at: pipeline.range)
      }
      output += context?.escaped(text, isQueryEscaped: pipeline.commands.last?.called == "urlquery") ?? text
    case .template(let name, let argument, let range):
      try expand(name, argument, range)
    }
    return .goesOn
  }

  private mutating func expand(_ name: String, _ argument: Pipeline?, _ range: Range<Int>) throws(AlertTemplateError) {
    guard let nodes = definitions[name] else {
      throw AlertTemplateError(.unknownTemplate, "template “\(name)” is not defined", at: range)
    }
    guard depth < Self.depthLimit else {
      throw AlertTemplateError(.unsupported, "templates call each other too deeply", at: range)
    }
    let value =
      try argument.map { pipeline throws(AlertTemplateError) in try evaluate(pipeline, declares: true) } ?? .null
    let outer = (dot, variables)
    (dot, variables) = (value, [("$", value)])
    depth += 1
    _ = try walk(nodes)
    depth -= 1
    (dot, variables) = outer
  }

  private mutating func walk(_ branch: Branch) throws(AlertTemplateError) -> Flow {
    guard let pipeline = branch.pipeline else { return .goesOn }
    let outer = (dot, variables.count)
    defer {
      dot = outer.0
      variables.removeSubrange(outer.1...)
    }
    let value = try evaluate(pipeline, declares: branch.kind != .loop)
    if branch.kind == .loop { return try loop(over: value, pipeline, branch) }
    guard value.isTrue else { return try walk(branch.otherwise) }
    if branch.kind == .with { dot = value }
    return try walk(branch.body)
  }

  private mutating func loop(over value: GoValue, _ pipeline: Pipeline, _ branch: Branch) throws(AlertTemplateError)
    -> Flow
  {
    guard let elements = value.elements else {
      throw AlertTemplateError(.unsupported, "a \(value.typeName) cannot be walked over here", at: pipeline.range)
    }
    if elements.isEmpty { return try walk(branch.otherwise) }
    let count = variables.count
    for (key, element) in elements {
      dot = element
      let values = pipeline.variables.count == 2 ? [key, element] : [element]
      for (variable, value) in zip(pipeline.variables, values) { bind(variable.name, value, assigns: pipeline.assigns) }
      let flow = try walk(branch.body)
      variables.removeSubrange(count...)
      if flow == .breaks { break }
    }
    return .goesOn
  }

  private mutating func bind(_ name: String, _ value: GoValue, assigns: Bool) {
    if assigns, let index = variables.lastIndex(where: { $0.name == name }) {
      variables[index].value = value
    } else {
      variables.append((name, value))
    }
  }

  // MARK: Values

  private mutating func evaluate(_ pipeline: Pipeline, declares: Bool) throws(AlertTemplateError) -> GoValue {
    var value: GoValue?
    for command in pipeline.commands { value = try evaluate(command, piped: value) }
    let result = value ?? .null
    if declares {
      for variable in pipeline.variables { bind(variable.name, result, assigns: pipeline.assigns) }
    }
    return result
  }

  private mutating func evaluate(_ command: Command, piped: GoValue?) throws(AlertTemplateError) -> GoValue {
    let first = command.operands[0]
    guard case .function(let name) = first.term, first.fields.isEmpty else {
      guard command.operands.count == 1 && piped == nil || !first.fields.isEmpty else {
        throw AlertTemplateError(.evaluation, "only a function takes arguments", at: first.range)
      }
      var arguments: [GoValue] = []
      for operand in command.operands.dropFirst() { arguments.append(try evaluate(operand)) }
      if let piped { arguments.append(piped) }
      return try evaluate(first, arguments)
    }
    let operands = command.operands.dropFirst()
    if name == "and" || name == "or" { return try shortCut(until: name == "or", operands, piped: piped) }
    var arguments: [GoValue] = []
    for operand in operands { arguments.append(try evaluate(operand)) }
    if let piped { arguments.append(piped) }
    return try call(name, arguments, command.range)
  }

  private func call(_ name: String, _ arguments: [GoValue], _ range: Range<Int>) throws(AlertTemplateError) -> GoValue {
    do throws(Builtins.Failure) {
      return try Builtins.call(name, arguments, data)
    } catch {
      throw AlertTemplateError(error.kind, error.message, at: range)
    }
  }

  /// `and` and `or` evaluate no further than needed and give the deciding value itself.
  private mutating func shortCut(
    until decisive: Bool, _ operands: ArraySlice<Operand>, piped: GoValue?
  ) throws(AlertTemplateError) -> GoValue {
    var value = GoValue.null
    for operand in operands {
      value = try evaluate(operand)
      if value.isTrue == decisive { return value }
    }
    return piped ?? value
  }

  /// - Parameter arguments: of its last field, which is a method where there are some.
  private mutating func evaluate(_ operand: Operand, _ arguments: [GoValue] = []) throws(AlertTemplateError) -> GoValue
  {
    var value: GoValue
    switch operand.term {
    case .dot: value = dot
    case .null: value = .null
    case .boolean(let truth): value = .boolean(truth)
    case .integer(let number): value = .integer(number)
    case .float(let number): value = .float(number)
    case .imaginary:
      throw AlertTemplateError(.unsupported, "an imaginary number", at: operand.range)
    case .string(let text): value = .string(text)
    case .pipeline(let pipeline): value = try evaluate(pipeline, declares: true)
    case .function(let name): value = try call(name, [], operand.termRange)
    case .variable(let name):
      guard let known = variables.last(where: { $0.name == name }) else {
        throw AlertTemplateError(.unknownVariable, "undefined variable “\(name)”", at: operand.termRange)
      }
      value = known.value
    }
    for (index, field) in operand.fields.enumerated() {
      value = try member(field, of: value, index == operand.fields.count - 1 ? arguments : [])
    }
    return value
  }

  private func member(_ field: Operand.Field, of value: GoValue, _ arguments: [GoValue]) throws(AlertTemplateError)
    -> GoValue
  {
    guard data != nil else {
      do throws(Builtins.Failure) {
        return try value.notified(field.name, arguments)
      } catch {
        throw AlertTemplateError(error.kind, error.message, at: field.range)
      }
    }
    guard arguments.isEmpty else {
      throw AlertTemplateError(.evaluation, "“\(field.name)” takes no arguments", at: field.range)
    }
    switch (value, field.name) {
    case (.labels(let labels), let name): return .string(labels[name] ?? "")
    case (.data(let data), "Labels"): return .labels(data.labels)
    case (.data(let data), "ExternalLabels"): return .labels(data.externalLabels)
    case (.data(let data), "ExternalURL"): return .string(data.externalURL)
    case (.data(let data), "Value"): return .float(data.value)
    default: throw AlertTemplateError(.evaluation, "a \(value.typeName) has no “\(field.name)”", at: field.range)
    }
  }
}
