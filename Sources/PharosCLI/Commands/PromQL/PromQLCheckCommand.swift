import ArgumentParser
import Documents
import Lint
import PromQL

struct PromQLCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what Prometheus would refuse in expressions, and what they need.",
    discussion: """
      Exits with 1 when an expression is not valid; with --lines, whose answers say that, with 0.

      Examples:
        pharos promql check 'rate(http_requests_total[5m])'
        pharos promql check --prometheus 2.42 --file rules.yml
        jq '.groups[].rules[].expr' rules.json | pharos promql check --lines
      """)

  @OptionGroup var language: LanguageOptions
  @OptionGroup var input: ExpressionInput

  @Flag(help: "Read one JSON string a line from standard input, and answer each with one JSON object a line.")
  var lines = false

  @Option(help: "How findings are written: text or json.")
  var format = ValidateCommand.Format.text

  func run() throws {
    if lines {
      return LineProtocol(options: language.parseOptions).run()
    }
    let items = try input.items()
    let findings = items.flatMap(check)
    switch format {
    case .json:
      Console.print(JSONReport.render(FindingReport(findings: findings, files: Set(items.map(\.source.name)).count)))
    case .text:
      let text = TextReport.render(findings, isColored: Console.isColored(1))
      Console.print(findings.isEmpty ? "\(items.count) expression\(items.count == 1 ? "" : "s"), no findings" : text)
    }
    if findings.hasErrors { throw ExitCode.no }
  }

  private func check(_ item: ExpressionInput.Item) -> [Finding] {
    let result = Expr.parse(item.text, options: language.parseOptions)
    var findings = result.errors.map {
      Finding(Rule.syntaxError, $0.message, in: item.source, at: item.range(of: $0.range))
    }
    guard findings.isEmpty, let expression = result.expression else { return findings }
    findings += result.needs.map { need in
      Finding(
        Rule.missingFeature, "\(need.construct) needs a feature that is off by default",
        help: "start Prometheus with --enable-feature=\(need.feature.rawValue), and pass it here with --features",
        in: item.source, at: item.range(of: need.range))
    }
    findings += expression.needs(beyond: language.prometheus).map { need in
      Finding(
        QueryFinding.version, "\(need.construct) came with Prometheus \(need.version)",
        help: "Prometheus \(language.prometheus) refuses it", in: item.source, at: item.range(of: need.range))
    }
    return findings
  }
}
