import ArgumentParser
import Documents

/// The command line: each command calls a use case, and a presenter prints what comes of it.
public struct Pharos: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "pharos",
    abstract: "One spec in, a whole observability stack out.",
    discussion: """
      A first stack:
        pharos init                writes pharos.yml, from a Compose file if any
        pharos validate            every problem of pharos.yml at once
        pharos generate            writes monitoring/
        pharos generate --check    tells in CI whether it is up to date
        pharos lint                finds what is wrong, there and elsewhere
      """,
    version: Version.facts,
    subcommands: [
      InitCommand.self, ValidateCommand.self, GenerateCommand.self, UpgradeCommand.self, LintCommand.self,
      RulesCommand.self, RouteCommand.self, PromQLCommand.self, MetricsCommand.self, SchemaCommand.self,
      PacksCommand.self, CompletionsCommand.self,
    ])

  /// The command without arguments, which ArgumentParser fills in.
  public init() {}

  /// Runs the command line of this process and ends it.
  public static func main() {
    let status = run(Array(CommandLine.arguments.dropFirst()), on: .system)
    exit(withError: ExitCode(status.rawValue))
  }

  /// Runs a command line.
  ///
  /// - Parameter arguments: without the program's own name.
  package static func run(_ arguments: [String], on console: Console) -> ExitStatus {
    let status = result(of: arguments, on: console)
    guard let failure = console.outputFailure() else { return status }
    console.printError("error: cannot write to standard output: \(failure)")
    return .cannot
  }

  private static func result(of arguments: [String], on console: Console) -> ExitStatus {
    let presenter = Presenter(console: console)
    do {
      var command = try parseAsRoot(arguments)
      if let command = command as? any PresentedCommand { return try command.run(presenter) }
      // What has subcommands only shows its help.
      try command.run()
      return .success
    } catch let failure as CommandFailure {
      return presenter.show(failure)
    } catch {
      return show(error, of: arguments, on: console)
    }
  }

  /// What the parser says of a command line, which it quotes as it is: somebody may have chosen the name of a file in it.
  private static func error(of arguments: [String]) -> (any Error)? {
    do { _ = try parseAsRoot(arguments) } catch { return error }
    return nil
  }

  /// Help that was asked for, or why the parser refuses a command line. Its own code for bad usage is 64; here everything that keeps
  /// the work from being done is 2.
  private static func show(_ error: any Error, of arguments: [String], on console: Console) -> ExitStatus {
    let text = fullMessage(for: Self.error(of: arguments.map(VisibleText.line)) ?? error)
    guard !exitCode(for: error).isSuccess else {
      console.print(text)
      return .success
    }
    console.printError(text)
    if let word = MisspeltWord(in: arguments) { console.printError("  help: \(word.help)") }
    return .cannot
  }
}
