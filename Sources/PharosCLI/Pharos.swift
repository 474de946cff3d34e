import ArgumentParser

/// The command line: each command reads, calls the modules below, and prints.
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

  /// Runs the command line and exits: 0 fine, 1 the answer is no, 2 the work could not be done, 70 a defect in pharos.
  public static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let exit as ExitCode {
      finish(exit)
    } catch {
      let code = Self.exitCode(for: error)
      if code.isSuccess {
        Console.print(Self.fullMessage(for: error))
      } else {
        Console.error(Self.fullMessage(for: error))
        if let word = MisspeltWord(in: Array(CommandLine.arguments.dropFirst())) {
          Console.error("  help: \(word.help)")
        }
      }
      // The parser's own code for bad usage is 64; here everything that keeps the work from being done is 2.
      finish(code.isSuccess ? code : .cannot)
    }
  }

  private static func finish(_ code: ExitCode) -> Never {
    exit(withError: code)
  }
}

extension ExitCode {
  /// The answer is no: findings, or drift.
  static let no = ExitCode(1)
  /// The work could not be done: bad flag, missing file, invalid spec.
  static let cannot = ExitCode(2)
  /// A defect in pharos.
  static let defect = ExitCode(70)
}
