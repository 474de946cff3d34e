import ArgumentParser
import Documents
import PromQL

struct PromQLCheckCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what Prometheus would refuse in expressions, and what they need.",
    discussion: """
      Exits with 1 when an expression is not valid; with --lines, whose answers say that, with 0.

      Examples:
        pharos promql check 'rate(http_requests_total[5m])'
        pharos promql check --prometheus 2.42 --file rules.yml
        jq '.groups[].rules[].expr' rules.json | pharos promql check --lines
        pharos promql check --lines expressions.jsonl
      """)

  @OptionGroup var language: LanguageOptions
  @OptionGroup var input: ExpressionInput

  @Flag(
    help: """
      Read one JSON string a line, of the files that are named or of standard input, and answer each with one JSON object a \
      line.
      """)
  var lines = false

  @Option(help: "How findings are written: text or json.")
  var format = AnswerFormat.text

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let console = presenter.console
    if lines {
      let answer = AnswerLine(options: language.parseOptions)
      let files = input.expressions + input.file
      for path in files.isEmpty ? ["-"] : files {
        if path == "-" {
          while let line = console.readLine() { console.print(JSONWriter.writeLine(answer(line))) }
        } else {
          for line in try ReadLines()(path) { console.print(JSONWriter.writeLine(answer(line))) }
        }
      }
      return .success
    }
    let items = try input.items(presenter)
    let findings = CheckExpressions(options: language.parseOptions, prometheus: language.prometheus)(items)
    let report = FindingReport(findings: findings, files: Set(items.map(\.source.name)).count)
    if findings.isEmpty, format == .text {
      console.print("\(items.count) expression\(items.count == 1 ? "" : "s"), no findings")
      return .success
    }
    return presenter.show(report, as: format == .json ? .json : .text)
  }
}
