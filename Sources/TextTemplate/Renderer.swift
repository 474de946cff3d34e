/// Walks the tree and writes; goes on after an error, so that all of them come out at once.
struct Renderer {
  private let context: TemplateValue
  private let calls: [String: Template.Call]
  /// Loop variables, the innermost last.
  private var variables: [(name: String, value: TemplateValue)] = []
  private(set) var output = ""
  private(set) var errors: [TemplateError] = []

  init(_ context: TemplateValue, calls: [String: Template.Call]) {
    self.context = context
    self.calls = calls
  }

  mutating func render(_ nodes: [Node]) {
    for node in nodes {
      do throws(TemplateError) {
        try render(node)
      } catch {
        errors.append(error)
      }
    }
  }

  private mutating func render(_ node: Node) throws(TemplateError) {
    switch node {
    case .text(let text):
      output += text
    case .value(let path, let words, let indent):
      write(try text(path, words), indent: indent)
    case .condition(let path, let negated, let then, let otherwise):
      render(try value(path).isTrue != negated ? then : otherwise)
    case .loop(let variable, let path, let body, let otherwise):
      let value = try value(path)
      guard case .list(let items) = value else {
        throw TemplateError("“\(path.text)” is \(value.kind), not a list", at: path.range)
      }
      if items.isEmpty { render(otherwise) }
      for item in items {
        variables.append((variable, item))
        render(body)
        variables.removeLast()
      }
    }
  }

  private func text(_ path: Path, _ words: [String]) throws(TemplateError) -> String {
    if let call = calls[path.text] {
      guard let text = call(words) else {
        throw TemplateError("“\(path.text)” does not take “\(words.joined(separator: " "))”", at: path.range)
      }
      return text
    }
    guard words.isEmpty else {
      throw TemplateError("“\(path.text)” takes no words; a literal “@{” is written “@@{”", at: path.range)
    }
    switch try value(path) {
    case .string(let text), .number(let text): return text
    case let other: throw TemplateError("“\(path.text)” is \(other.kind) and cannot be written as text", at: path.range)
    }
  }

  private func value(_ path: Path) throws(TemplateError) -> TemplateValue {
    var names = path.names[...]
    var value = context
    if let variable = variables.last(where: { $0.name == names[0] }) {
      value = variable.value
      names = names.dropFirst()
    }
    for (index, name) in zip(names.indices, names) {
      let before = path.names[..<index].joined(separator: ".")
      guard case .mapping(let members) = value else {
        throw TemplateError("“\(before)” is \(value.kind) and has no “\(name)”", at: path.range)
      }
      guard let member = members[name] else {
        throw TemplateError(before.isEmpty ? "unknown name “\(name)”" : "“\(before)” has no “\(name)”", at: path.range)
      }
      value = member
    }
    return value
  }

  /// A value that has its line to itself: every further line is indented alike, empty ones stay empty, and a line break at the value's end
  /// is the template's own, not a second one.
  private mutating func write(_ text: String, indent: String?) {
    guard let indent, text.utf8.contains(UInt8(ascii: "\n")) else { return output += text }
    if indent.isEmpty {
      output += Substring(text.utf8.last == UInt8(ascii: "\n") ? text.utf8.dropLast() : text.utf8[...])
      return
    }
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      if index > 0 { output += line.isEmpty ? "\n" : "\n" + indent }
      output += Substring(line)
    }
  }
}
