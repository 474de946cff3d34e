import ArgumentParser
import PromQL

struct PromQLFormatCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Print expressions in the canonical layout.",
    discussion: """
      Examples:
        pharos promql format 'sum by(job)(rate(a[5m]))/sum by(job)(up)'
        pharos promql format --one-line < long.promql
      """)

  @OptionGroup var input: ExpressionInput

  @Option(help: "Lines longer than this many bytes are broken.")
  var width = 100

  @Flag(help: "Everything on one line.")
  var oneLine = false

  func validate() throws {
    guard width > 0 else { throw ValidationError("--width must be 1 or more") }
  }

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    try input.show(presenter) { oneLine ? $0.description : $0.formatted(width: width) }
  }
}
