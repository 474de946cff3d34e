import Documents

/// The names of variables that stand anywhere in a dashboard but in what a variable says of its own values.
struct UsedVariables {
  private(set) var names: Set<String> = []

  init(_ dashboard: Dashboard) {
    let list = Set(dashboard.variables.map { $0.node.range })
    visit(dashboard.node, list)
  }

  private mutating func visit(_ node: Node, _ variables: Set<Range<Int>>) {
    switch node.content {
    case .scalar(let scalar): add(scalar.text)
    case .sequence(let items): for item in items { visit(item, variables) }
    case .mapping(let entries):
      let isVariable = variables.contains(node.range)
      for entry in entries {
        let key = entry.key.text ?? ""
        if isVariable, key == "current" || key == "options" { continue }
        // These name a variable without a dollar sign.
        if key == "repeat" {
          if let name = entry.value.text { names.insert(name) }
          if let name = entry.value["value"]?.text { names.insert(name) }
        }
        visit(entry.value, variables)
      }
    }
  }

  private mutating func add(_ text: String) {
    for reference in VariableReference.all(in: text) { names.insert(reference.name) }
  }
}
