import ArgumentParser
import Documents

struct PromQLLabelsCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "labels",
    abstract: "Tell which labels a result carries, and what in an expression cannot match.",
    discussion: """
      Without a catalogue only the expression speaks: a label is there always, sometimes or never.

      Examples:
        pharos promql labels 'sum by (job) (rate(requests_total{env="prod"}[5m]))'
        pharos promql labels --format json 'a * on (pod) group_left (version) info'
      """)

  @OptionGroup var input: ExpressionInput

  @Option(help: "How the answer is written: text or json.")
  var format = AnswerFormat.text

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    try input.show(presenter) { expression in
      let report = LabelReport(expression: expression)
      return format == .json ? JSONWriter.writeLine(report.tree) : report.text
    }
  }
}
