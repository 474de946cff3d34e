/// Walks the tree once and finds what would fail only when the template runs, and what the template uses.
struct Checker {
  let dialect: Dialect
  let functions: [String: Function]
  private var dot: Shape
  private var variables: [(name: String, shape: Shape)] = []
  private(set) var definedTemplates: Set<String> = []
  private(set) var definitionsReadingArgument: Set<String> = []
  /// The definition whose argument the dot is.
  private var argumentOf: String?
  private(set) var templatesUsed: [AlertTemplate.TemplateUse] = []
  var errors: [AlertTemplateError] = []
  var misuses: [AlertTemplateError] = []
  var queries: [AlertTemplate.QueryUse] = []
  var queryLabels: [AlertTemplate.QueryLabelUse] = []
  private(set) var valuesShown: [AlertTemplate.ValueUse] = []
  var labelsUsed: [AlertTemplate.LabelUse] = []
  private(set) var readsValue = false
  var functionsUsed: [AlertTemplate.FunctionUse] = []

  init(_ dialect: Dialect) {
    self.dialect = dialect
    functions = dialect.functions
    dot = dialect.data
  }

  mutating func check(_ nodes: [Node], _ definitions: [Definition]) {
    definedTemplates = Set(definitions.map(\.name))
    variables = dialect.variables
    walk(nodes)
    for definition in definitions {
      // A definition sees its argument only, not the variables of its caller.
      (dot, variables, argumentOf) = (.unknown, [("$", .unknown)], definition.name)
      walk(definition.nodes)
    }
  }

  // MARK: Nodes

  private mutating func walk(_ nodes: [Node]) {
    for node in nodes { walk(node) }
  }

  private mutating func walk(_ node: Node) {
    switch node {
    case .text, .break, .continue: break
    case .action(let pipeline):
      if pipeline.variables.isEmpty, let use = AlertTemplate.ValueUse(pipeline, dotIsData: dot == dialect.data) {
        valuesShown.append(use)
      }
      _ = shape(of: pipeline, declares: true)
    case .branch(let branch): walk(branch)
    case .template(let name, let argument, let range):
      if let argument { _ = shape(of: argument, declares: true) }
      templatesUsed.append(.init(name: name, hasArgument: argument != nil, range: range))
      // Alertmanager joins all of its template files; Prometheus has the one text.
      if dialect == .prometheus, !definedTemplates.contains(name) {
        errors.append(AlertTemplateError(.unknownTemplate, "template “\(name)” is not defined here", at: range))
      }
    }
  }

  private mutating func walk(_ branch: Branch) {
    let outer = (dot, variables.count), outerArgument = argumentOf
    defer {
      (dot, argumentOf) = (outer.0, outerArgument)
      variables.removeSubrange(outer.1...)
    }
    // A loop's variables hold its elements, so it declares them itself.
    let value = branch.pipeline.map { shape(of: $0, declares: branch.kind != .loop) } ?? .unknown
    let inner = variables.count
    switch branch.kind {
    case .condition: break
    case .with: (dot, argumentOf) = (value, nil)
    case .loop: enterLoop(over: value, branch)
    }
    walk(branch.body)
    (dot, argumentOf) = (outer.0, outerArgument)
    if branch.kind == .loop { variables.removeSubrange(outer.1...) } else { variables.removeSubrange(inner...) }
    walk(branch.otherwise)
  }

  private mutating func enterLoop(over value: Shape, _ branch: Branch) {
    if let pipeline = branch.pipeline, value.elements == nil {
      errors.append(AlertTemplateError(.wrongType, "“range” cannot walk over \(value.name)", at: pipeline.range))
    }
    if let pipeline = branch.pipeline, value == .integer, pipeline.variables.count == 2 {
      errors.append(
        AlertTemplateError(
          .wrongType, "counting up to an integer has one variable only", at: pipeline.variables[1].range))
    }
    let (key, element) = value.elements ?? (.unknown, .unknown)
    (dot, argumentOf) = (element, nil)
    let declared = branch.pipeline?.variables ?? []
    for (variable, shape) in zip(declared, declared.count == 2 ? [key, element] : [element]) {
      bind(variable, shape, assigns: branch.pipeline?.assigns == true)
    }
  }

  private mutating func bind(_ variable: Pipeline.Variable, _ shape: Shape, assigns: Bool) {
    guard assigns, let index = variables.lastIndex(where: { $0.name == variable.name }) else {
      // The parser lets this through.
      if assigns {
        errors.append(
          AlertTemplateError(
            .evaluation, "“\(variable.name)” is not declared", help: "declare it with “:=”", at: variable.range))
      }
      return variables.append((variable.name, shape))
    }
    // An assignment may or may not be reached, so only what both agree on is known.
    if variables[index].shape != shape { variables[index].shape = .unknown }
  }

  private mutating func unknown(_ variable: String, _ range: Range<Int>) {
    let known =
      dialect == .prometheus
      ? "Prometheus sets $labels, $value, $externalLabels and $externalURL, though not inside a definition"
      : "notifications have no variables of their own; the data is .CommonLabels, .Alerts and so on"
    errors.append(AlertTemplateError(.unknownVariable, "undefined variable “\(variable)”", help: known, at: range))
  }

  // MARK: Values

  mutating func shape(of pipeline: Pipeline, declares: Bool) -> Shape {
    var result: Shape?
    var last: Command?
    for command in pipeline.commands {
      result = shape(of: command, piped: result.map { ($0, last?.range ?? pipeline.range, last) })
      last = command
    }
    let shape = result ?? .unknown
    if declares {
      for variable in pipeline.variables { bind(variable, shape, assigns: pipeline.assigns) }
    }
    return shape
  }

  private mutating func shape(of command: Command, piped: Piped?) -> Shape {
    let first = command.operands[0]
    if case .null = first.term, command.operands.count == 1 {
      errors.append(AlertTemplateError(.evaluation, "nil is no command", at: first.range))
      return .unknown
    }
    if case .function(let name) = first.term, first.fields.isEmpty {
      let arguments = command.operands.dropFirst().map { ($0, shape(of: $0)) }
      return call(name, first.range, arguments, piped: piped)
    }
    let count = command.operands.count - 1 + (piped == nil ? 0 : 1)
    for argument in command.operands.dropFirst() { _ = shape(of: argument) }
    return shape(of: first, arguments: count)
  }

  /// The shape of an operand; the last of its fields may be a method that takes arguments.
  mutating func shape(of operand: Operand, arguments: Int = 0) -> Shape {
    if case .dot = operand.term, !operand.fields.isEmpty, let argumentOf {
      definitionsReadingArgument.insert(argumentOf)
    }
    if operand.isValue(dot == dialect.data) { readsValue = true }
    var shape = shape(of: operand.term, operand.termRange)
    for (index, field) in operand.fields.enumerated() {
      let given = index == operand.fields.count - 1 ? arguments : 0
      switch shape.member(field.name, in: dialect) {
      case .unknown: shape = .unknown
      case .field(let next):
        if given > 0 {
          errors.append(AlertTemplateError(.wrongArity, "“\(field.name)” takes no arguments", at: field.range))
        }
        noteLabel(field.name, of: shape, field.range)
        shape = next
      case .method(let wanted, let next):
        if given != wanted {
          errors.append(
            AlertTemplateError(.wrongArity, "“\(field.name)” takes \(wanted) arguments, not \(given)", at: field.range))
        }
        shape = next
      case .absent:
        errors.append(
          AlertTemplateError(
            .unknownField, "\(shape.name) has no “\(field.name)”", help: help(field.name), at: field.range))
        shape = .unknown
      }
    }
    if operand.fields.isEmpty, arguments > 0 {
      errors.append(AlertTemplateError(.wrongArity, "only a function takes arguments", at: operand.range))
    }
    return shape
  }

  private func help(_ field: String) -> String? {
    switch field.lowercased() {
    case "labels" where field != "Labels": "it is .Labels, or $labels"
    case "value" where field != "Value": "it is .Value, or $value"
    default: nil
    }
  }

  private mutating func shape(of term: Operand.Term, _ range: Range<Int>) -> Shape {
    switch term {
    case .dot: return dot
    case .null: return .null
    case .boolean: return .boolean
    case .integer: return .integer
    case .float: return .float
    case .imaginary: return .unknown
    case .string: return .text
    case .function(let name): return call(name, range, [], piped: nil)
    case .pipeline(let pipeline): return shape(of: pipeline, declares: true)
    case .variable(let name):
      if let known = variables.last(where: { $0.name == name }) { return known.shape }
      unknown(name, range)
      return .unknown
    }
  }

  mutating func noteLabel(_ name: String, of shape: Shape, _ range: Range<Int>) {
    guard case .labels(let set) = shape else { return }
    let origin: AlertTemplate.LabelUse.Origin
    switch set {
    case .alert, .notified: origin = .alert
    case .group: origin = .group
    case .common: origin = .common
    case .external: origin = .external
    case .sample(let query):
      if let query { queryLabels.append(AlertTemplate.QueryLabelUse(name: name, query: query, range: range)) }
      return
    case .annotations, .route: return
    }
    labelsUsed.append(AlertTemplate.LabelUse(name: name, origin: origin, range: range))
  }
}
