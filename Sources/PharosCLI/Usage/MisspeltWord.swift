import Documents

/// A word of a refused command line that is nearly one that there is. The parser itself knows of flags only.
struct MisspeltWord {
  let help: String

  /// - Parameter arguments: without the program's own name.
  init?(in arguments: [String]) {
    guard let help = Self.help(arguments[...], CommandReference.pharos) else { return nil }
    self.help = help
  }

  private static func help(_ arguments: ArraySlice<String>, _ command: CommandReference) -> String? {
    guard let word = arguments.first else { return nil }
    if let argument = command.argument(word), argument.kind == .option {
      return wrongValue(arguments.dropFirst().first, argument) ?? help(arguments.dropFirst(2), command)
    }
    if word.hasPrefix("-") { return help(arguments.dropFirst(), command) }
    if command.subcommands.isEmpty {
      let positional = command.arguments.first { $0.kind == .positional }
      return positional.flatMap { wrongValue(word, $0) } ?? help(arguments.dropFirst(), command)
    }
    if let subcommand = command.subcommand(word) { return help(arguments.dropFirst(), subcommand) }
    return nearest(to: word, among: command.subcommands.map(\.name))
  }

  private static func wrongValue(_ value: String?, _ argument: CommandReference.Argument) -> String? {
    guard let value, !argument.values.isEmpty, !argument.values.contains(value) else { return nil }
    return nearest(to: value, among: argument.values)
  }

  private static func nearest(to word: String, among known: [String]) -> String? {
    Spelling.nearest(to: word, among: known).map { "did you mean `\($0)`?" }
  }
}
