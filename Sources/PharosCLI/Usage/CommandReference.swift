import ArgumentParser
import Documents

/// A command with its arguments, as the parser describes them: what the manual is made of, and where misspelt words are looked up.
struct CommandReference {
  struct Argument {
    enum Kind: String { case positional, option, flag }

    let kind: Kind
    /// With their dashes; empty for a positional.
    let names: [String]
    let valueName: String
    let summary: String
    let defaultValue: String?
    /// All that it takes, where these are few.
    let values: [String]
    let isOptional: Bool
    let isRepeating: Bool
  }

  let name: String
  let summary: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandReference]

  /// Read back from the parser's dump of itself, which is its only public description.
  static var pharos: CommandReference {
    let root = JSONDocument.read(SourceFile(name: "pharos", text: Pharos._dumpHelp())).root
    return CommandReference(root?["command"] ?? Node(.mapping([]), range: 0..<0))
  }

  private init(_ node: Node) {
    name = node["commandName"]?.text ?? ""
    summary = node["abstract"]?.text ?? ""
    discussion = node["discussion"]?.text ?? ""
    arguments = Self.shown(node["arguments"]).compactMap(Argument.init)
    subcommands = Self.shown(node["subcommands"]).map(CommandReference.init)
  }

  private static func shown(_ list: Node?) -> [Node] {
    (list?.sequence ?? []).filter { $0["shouldDisplay"]?.text != "false" }
  }

  func subcommand(_ name: String) -> CommandReference? { subcommands.first { $0.name == name } }
  func argument(_ name: String) -> Argument? { arguments.first { $0.names.contains(name) } }
}

extension CommandReference.Argument {
  fileprivate init?(_ node: Node) {
    guard let kind = node["kind"]?.text.flatMap(Kind.init) else { return nil }
    self.kind = kind
    names = (node["names"]?.sequence ?? []).compactMap { name in
      name["name"]?.text.map { (name["kind"]?.text == "long" ? "--" : "-") + $0 }
    }
    valueName = node["valueName"]?.text ?? ""
    summary = node["abstract"]?.text ?? ""
    defaultValue = node["defaultValue"]?.text
    values = (node["allValues"]?.sequence ?? []).compactMap(\.text)
    isOptional = node["isOptional"]?.text == "true"
    isRepeating = node["isRepeating"]?.text == "true"
  }

  /// As a line of usage shows it, `[--format FORMAT]`.
  var usage: String {
    let value = valueName.uppercased()
    let text =
      switch kind {
      case .positional: value
      case .option: "\(names.last ?? "") \(value)"
      case .flag: names.last ?? ""
      }
    return (isOptional ? "[\(text)]" : text) + (isRepeating ? "…" : "")
  }
}
