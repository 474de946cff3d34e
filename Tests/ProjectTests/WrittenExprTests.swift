import Documents
import Foundation
import LogQL
import PharosCLI
import Project
import PromQL
import Support
import Targets
import Testing

/// Expressions that are put together mean what they are put together of, and keep the lines that people wrote.
struct WrittenExprTests {
  private static let written = [
    "up", "1", "-1", "-up", "a + b", "a - b", "a * b", "a / b", "a ^ b", "a > 0", "a == bool b", "a and b", "a or b",
    "a unless on (job) b", "(a or b)", "sum by (job) (rate(x_total{job=\"a\"}[5m]))", "vector(1)",
    "sum(a)\n/ sum(b)", "a\nor\nb", "# why\na or b", "a or b # why", "a or\n# why\nb # not",
  ]

  @Test(arguments: BinaryOperator.allCases.filter { $0 != .trimLower && $0 != .trimUpper })
  func operandsStayWhole(op: BinaryOperator) throws {
    var count = 0
    for left in Self.written {
      for right in Self.written {
        for layout in [WrittenExpr.Layout.inLine, .leading, .ownLine] {
          let (left, right) = (try WrittenExpr(parsing: left), try WrittenExpr(parsing: right))
          let joined = left.joined(op, right, layout)
          let result = Expr.parse(joined.text)
          guard case .binary(let node)? = result.expression else {
            Issue.record("\(joined.text): \(result.errors)")
            continue
          }
          #expect(node.op == op, "\(joined.text)")
          #expect(Self.meaning(node.lhs) == Self.meaning(left.tree), "\(joined.text)")
          #expect(Self.meaning(node.rhs) == Self.meaning(right.tree), "\(joined.text)")
          #expect(joined.tree.description == result.expression?.description, "\(joined.text)")
          count += 1
        }
      }
    }
    #expect(count == 3 * Self.written.count * Self.written.count)
  }

  /// What was put together is an operand like what was parsed.
  @Test func whatIsJoinedIsJoinedAgain() throws {
    let (a, b) = (try WrittenExpr(parsing: "a"), try WrittenExpr(parsing: "b"))
    let parts = BinaryOperator.allCases.filter { $0 != .trimLower && $0 != .trimUpper }.map { a.joined($0, b) }
    for left in parts {
      for right in parts {
        let joined = left.joined(.multiply, right)
        guard case .binary(let node) = joined.tree else {
          Issue.record("\(joined.text)")
          continue
        }
        #expect(Self.meaning(node.lhs) == Self.meaning(left.tree), "\(joined.text)")
        #expect(Self.meaning(node.rhs) == Self.meaning(right.tree), "\(joined.text)")
      }
    }
  }

  private static func meaning(_ tree: Expr) -> String { tree.unwrapped.description }

  @Test func linesStayAsTheyAreWritten() throws {
    let short = try WrittenExpr(parsing: "a or b"), long = try WrittenExpr(parsing: "a\nor\nb")
    #expect(short.compared(.greater, to: 5).text == "(a or b) > 5")
    #expect(long.compared(.less, to: 5).text == "(\n  a\n  or\n  b\n)\n< 5")
    #expect(long.joined(.or, short, .ownLine).text == "a\nor\nb\nor\n(a or b)")
    #expect(long.parenthesized.text == "(a\nor\nb)")
    #expect(short.indented.text == "(a or b)")
    let half = try #require(Decimal(string: "0.5"))
    #expect(WrittenExpr.number(1).joined(.subtract, .number(half)).text == "1 - 0.5")
    let series = WrittenExpr.selector("x_total", [LabelMatcher("job", .equal, "a\"b")], over: "5m")
    #expect(series.text == "x_total{job=\"a\\\"b\"}[5m]")
    #expect(
      WrittenExpr.call("rate", series).aggregated(.sum, by: ["job"]).text == "sum by (job) (rate(\(series.text)))")
    #expect(WrittenExpr.selector("up", []).aggregated(.count).text == "count(up)")
  }

  @Test func whatPrometheusRefusesIsNone() {
    for text in ["", "sum(", "rate(x)", "x[$window]"] {
      #expect(throws: InvalidExpression.self, "\(text)") { try WrittenExpr(parsing: text) }
    }
    #expect(throws: Never.self) { try WrittenExpr(parsing: "rate(x[$window])", allowsPlaceholders: true) }
  }

  // MARK: Rules

  @Test(arguments: ["examples/agentic-startup-studio/pharos.yml", "Tests/EndToEnd/specs/every-component.yml"])
  func everyRuleHasAnExpression(spec: String) throws {
    let (stack, findings) = Stacks.resolve(try Repository.text(spec))
    let groups = try #require(stack, "\(findings.map(\.message))").ruleFiles.flatMap(\.groups)
    let expressions =
      groups.flatMap(\.records).map(\.expression)
      + groups.flatMap(\.alerts).filter { $0.logValue == nil }.flatMap { [$0.value] + $0.levels.map(\.expression) }
    #expect(expressions.count > 200)
    for expression in expressions {
      let text = try #require(expression).text
      #expect(Expr.parse(text).isValid, "\(text)")
      #expect(expression?.tree.description == Expr.parse(text).expression?.description)
    }
    let overLines = groups.flatMap(\.alerts).filter { $0.logValue != nil }
    #expect(!overLines.isEmpty)
    for alert in overLines {
      for level in alert.levels {
        let query = try LogQuery(try #require(level.logQuery))
        #expect(query.kind == .numbers && query.variables.isEmpty && !query.selections.isEmpty, "\(alert.name)")
      }
    }
  }

  /// What cannot be parsed is a finding, and no rule.
  @Test func whatIsNoExpressionHasNoRule() throws {
    let text = Stacks.minimal(
      adding: """
        alerts:
          Broken: { service: web, severity: warning, expr: "sum(", summary: A, description: B, runbook: r }
          Sound: { service: web, severity: warning, expr: "up < 1", summary: A, description: B, runbook: r }
        """)
    let resolution = Resolver.resolution(
      of: Spec.read(SourceFile(name: "pharos.yml", text: text)), packs: BuiltInPacks.files, targets: Targets.all)
    #expect(resolution.stack == nil && resolution.findings.contains { $0.rule == "spec/expression" })
    let alerts = try #require(resolution.draft).alerts
    #expect(alerts.first { $0.name == "Broken" }?.levels.map(\.expression?.text) == [nil])
    #expect(alerts.first { $0.name == "Sound" }?.levels.map(\.expression?.text) == ["up < 1"])
  }

  // MARK: Sources

  /// Texts of PromQL with a hole in them: whatever is put there may bind otherwise than it looks.
  @Test func nothingIsPastedTogether() throws {
    var count = 0
    for module in ["Project", "Artifacts"] {
      let folder = Repository.file("Sources/\(module)").path
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".swift") {
        guard !path.hasSuffix("Stack/WrittenExpr.swift"), !path.hasSuffix("Stack/Selector.swift") else { continue }
        for line in try Repository.text("Sources/\(module)/\(path)").split(separator: "\n") {
          count += 1
          #expect(!Self.pastesPromQL(line), "\(module)/\(path): \(line)")
        }
      }
    }
    #expect(count > 5000)
  }

  @Test(arguments: [
    #"return "sum(rate(\(selector)[5m]))""#, #""vector(\(target.digits))","#, #""sum by (\(labels)) (up)""#,
    #""1 - \(name)\(selector)[\(window)]""#, #"    "absent(objective:events\(selector))", help"#,
    #""count without (\(a)) (b)""#,
  ])
  func aPasteIsSeen(line: String) { #expect(Self.pastesPromQL(line[...])) }

  @Test(arguments: [
    #"let text = "\(cardinality.sum(of: services)) series""#, #"x = max(a, b) + "\(c)""#, #""sum(rate(up[5m]))""#,
    #"/// "vector(\(x))""#, #""the \(name) (\(count))""#,
  ])
  func otherTextIsNot(line: String) { #expect(!Self.pastesPromQL(line[...])) }

  private static let words = Set(Aggregator.allCases.map(\.rawValue)).union(Function.all.map(\.name))

  private static func pastesPromQL(_ line: Substring) -> Bool {
    guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return false }
    return literals(line).contains { literal in
      guard literal.contains(hole) else { return false }
      // `selector[window]`, and what an aggregation is by.
      let isPasted = ["}[\(hole)]", "\(hole)[\(hole)]", "by (\(hole)", "without (\(hole)"].contains(
        where: literal.contains)
      if isPasted { return true }
      // A function or aggregation before a parenthesis.
      return literal.split(separator: "(", omittingEmptySubsequences: false).dropLast().contains { piece in
        let word = piece.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed()
        return words.contains(String(word))
      }
    }
  }

  private static let hole: Character = "\u{0}"

  /// The texts in a line of code, with a hole for each interpolation.
  private static func literals(_ line: Substring) -> [String] {
    var literals: [String] = []
    var current: String?
    // Parentheses that are open in an interpolation; texts within one are left out.
    var depth = 0
    var isEscaped = false
    for character in line {
      if depth > 0 {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
      } else if isEscaped {
        isEscaped = false
        depth = character == "(" ? 1 : 0
        current?.append(depth == 1 ? hole : character)
      } else if current != nil, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        if let text = current { literals.append(text) }
        current = current == nil ? "" : nil
      } else {
        current?.append(character)
      }
    }
    return literals + [current].compactMap { $0 }
  }
}
