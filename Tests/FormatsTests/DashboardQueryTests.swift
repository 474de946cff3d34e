import Documents
import Formats
import Foundation
import PromQL
import Support
import Testing

/// Grafana's variables in PromQL: what stands around them parses, and every part of it leads back to what was typed.
struct DashboardQueryTests {
  private func query(_ text: String) throws -> Query {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(scalar)
      }
    }.joined()
    let source = SourceFile(name: "x.json", text: "{\"ü\": \"\(escaped)\"}")
    let root = try #require(JSONDocument.read(source).root)
    return Query(dashboard: try #require(Text(root["ü"])), in: source)
  }

  static let accepted = [
    #"up{job="$job"}"#, #"up{job=~"${job:regex}", instance=~"[[instance]]"}"#, "rate(x[$__rate_interval])",
    "rate(x[${__rate_interval}])", "rate(x[[[interval]]])", "sum_over_time(x[$__range:$__interval])",
    "x offset $__interval",
    "x offset -$__interval", "rate(x[5$unit])", "rate(x[${minutes}m])", "topk($k, x)", "topk($k, sum by (pod) (x))",
    "histogram_quantile($quantile, sum by (le) (rate(x_bucket[$__rate_interval])))", "$metric", "${metric}",
    #"$metric{job="a"}"#, "rate($metric[5m])", "rate(${prefix}_total[5m])", "node_${mode}_total", "[[prefix]]_$suffix",
    "sum by (job $more) (x)", "sum by (job ${more}) (x) / sum by (job $more) (y)", "x{a=\"b\" $more}",
    "sum by ($label) (x)", "sum by (job, ${label:csv}) (x)", "sum by ([[label]]) (x)", "sum(x) by ($label)",
    "a / on ($label) group_left ($other) b", #"up{$filters}"#, #"up{job="a", ${filters:raw}}"#, #"up{$label="a"}"#,
    #"up{$label=~"$value"}"#, "up{job=$job}", "up{job=~${job:doublequote}}", "$aggregation(x)",
    "$aggregation by (job) (x)",
    "${function}(x[5m])", "${function}_over_time(x[5m])", "x > $threshold", "$threshold < x",
    "x * $__interval_ms / 1000",
    "increase(x[$__range]) / $__range_s", "x $op 5", "x and $other", "(x) / ($query)", "sum($query)",
    "max($query) by (job)",
    "x # $comment (\n", #"label_replace(x, "$label", "$1", "b", "(.*)$")"#, #"{__name__=~"$metric"}"#, "{$filters}",
    "avg_over_time(x[$__interval])", "quantile_over_time(0.$digits, x[5m])", "sum(rate(x[$__rate_interval]) > 0)",
    "$a$b", "x{a='$b'}", "x{a=`$b`}", "clamp_max($x, 1)", "round($x, 0.1)", "$x / $y", "-$x", "x @ $__to",
    "x[5m:$step]",
    "x{job=\"$job\",\n  instance=\"$instance\"\n}", "x $inactive", "sum(x $inactive)", "x $inactive and y",
    "x $op $value",
    "rate(x[5m] $offset)", "sum(x) $by", "x / $matching y", #"x{a=~"\\$SYS/.*"}"#,
  ]

  @Test(arguments: accepted.indices)
  func parses(index: Int) throws {
    let query = try query(Self.accepted[index])
    #expect(query.result.isValid, Comment(rawValue: "\(Self.accepted[index]): \(query.result.errors)"))
  }

  /// What is refused whatever the variables hold, with what is pointed at.
  static let refused: [(String, String)] = [
    (#"sum(rate(up{job="$job"}[$__range])"#, ""), (#"up{job="$job"} ≥ $x"#, "≥"), ("rate(x$metric)", "x$metric"),
    (#"rate(up{job="$job"}) + $x"#, #"up{job=\"$job\"}"#),
    (#"rate(up{job=~"$job"} * 8[$__rate_interval])"#, "[$__rate_interval]"),
  ]

  @Test(arguments: refused.indices)
  func refuses(index: Int) throws {
    let (text, place) = Self.refused[index]
    let query = try query(text)
    let error = try #require(query.result.errors.first, Comment(rawValue: text))
    #expect(query.isCertain)
    #expect(query.source.text(query.range(error.range)) == place, Comment(rawValue: "\(text): \(error)"))
  }

  /// A function or an operator in a variable may make sense of what does not parse without it.
  @Test func uncertainErrors() throws {
    #expect(try !query("$function(x[5m]) $op )").isCertain)
    #expect(try query("sum(x))").isCertain)
  }

  @Test func partsLeadBack() throws {
    let text = #"sum by (job) (rate(node_${mode}_total{job=~"$job", a="b"}[$__rate_interval])) / ${scale:raw} > lonely"#
    let query = try query(text)
    let expression = try #require(query.result.expression)
    var seen: [String] = []
    expression.visit { node in
      switch node {
      case .rangeSelector(let node):
        seen.append(query.source.text(query.range(node.selector.nameRange ?? 0..<0)))
        seen += node.selector.matchers.map { query.source.text(query.range($0.range)) }
        seen.append(query.source.text(query.range(node.duration.range)))
        #expect(query.hasVariable(in: node.duration.range) && query.hasVariable(in: node.selector.matchers[0].range))
        #expect(!query.hasVariable(in: node.selector.matchers[1].range))
      case .number(let node): seen.append(query.source.text(query.range(node.range)))
      case .selector(let node): seen.append(query.source.text(query.range(node.range)))
      default: break
      }
    }
    #expect(
      seen == [
        "node_${mode}_total", #"job=~\"$job\""#, #"a=\"b\""#, "$__rate_interval", "${scale:raw}", "lonely",
      ])
  }

  /// Rules see nothing that a variable decides.
  @Test func variablesAreLeftOut() throws {
    let query = try query(#"sum by ($label) (up{job=~"$job", env="prod"})"#)
    #expect(query.selectors.flatMap(\.matchers).map(\.name) == ["env"])
    #expect(query.labels.presence(of: "instance") == .sometimes)
    #expect(query.result.expression?.selectors.first?.matchers.count == 2)
  }

  /// Expression, labels that may be there, whether an operator is known not to match.
  static let unknownLabels: [(String, [String], Bool)] = [
    (
      #"sum by ($g) (x{type="hit"}) / (sum by ($g) (x{type="hit"}) + sum by ($g) (x{type="miss"}))"#, ["type", "a"],
      false
    ),
    (#"sum by (type) (x{type="hit"}) + sum by (type, $g) (x{type="miss"})"#, ["type"], true),
    (#"sum without ($g) (x{type="hit"}) + sum without ($g) (x{type="miss"})"#, ["type"], false),
    (#"x{type="hit"} + on ($g) y{type="miss"}"#, ["type", "a"], false),
    (#"x{type="hit"} + ignoring ($g) y{type="miss"}"#, ["type", "a"], false),
    ("sum by (a) (x) * on (a) group_left ($g) y", ["b"], false), ("sum by (a) (x) $op sum by (b) (y)", ["c"], false),
    ("sum by (a) (x) $inactive", ["b"], false), ("sum by (a) (x) / $matching sum by (b) (y)", ["c"], false),
    ("$f(x)", ["a"], false), ("$f(5, x)", ["a"], false), ("sum $by (x)", ["a"], false),
    (#"label_replace(sum by (a) (x), "$g", "$1", "a", "(.*)")"#, ["b"], false),
    (#"count_values("$g", x)"#, ["b"], false),
  ]

  @Test(arguments: unknownLabels.indices)
  func labelsThatVariablesDecide(index: Int) throws {
    let (text, labels, isMismatch) = Self.unknownLabels[index]
    let query = try query(text)
    #expect(query.result.isValid)
    for label in labels where !isMismatch {
      #expect(query.labels.presence(of: label) == .sometimes, "\(label) of \(text)")
    }
    #expect(!query.mismatches.filter(\.isCertain).isEmpty == isMismatch, Comment(rawValue: text))
  }

  static let references: [(String, [String])] = [
    ("$a ${b} ${c:csv} ${d.text:raw} [[e]] [[f:pipe]]", ["a", "b", "c", "d", "e", "f"]),
    ("$ ${ ${a [[b] [[ c]] $$x {{y}}", ["x"]), ("$1 ${2}", ["1", "2"]), ("ü$ä$b", ["b"]),
  ]

  @Test(arguments: references.indices)
  func findsReferences(index: Int) {
    #expect(VariableReference.all(in: Self.references[index].0).map(\.name) == Self.references[index].1)
  }
}
