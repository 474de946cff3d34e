import ArgumentParser
import Documents
import Lint
import PromQL

struct PromQLFormatCommand: ParsableCommand {
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

  func run() throws {
    var findings: [Finding] = []
    for item in try input.items() {
      let result = Expr.parse(item.text)
      findings += result.errors.map {
        Finding(Rule.syntaxError, $0.message, in: item.source, at: item.range(of: $0.range))
      }
      guard result.isValid, let expression = result.expression else { continue }
      Console.print(oneLine ? expression.description : expression.formatted(width: width))
    }
    guard findings.isEmpty else {
      Console.error(TextReport.render(findings, isColored: Console.isColored(2)))
      throw ExitCode.cannot
    }
  }
}
