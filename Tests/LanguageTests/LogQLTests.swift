import LogQL
import Testing

/// Queries of Loki: what is refused, and where; which lines a selection takes.
struct LogQLTests {
  @Test(arguments: [
    #"{service="api"}"#, #"{service="api", stream=~"std.+"} |= "a" or "b" != "c" |~ `d\b`"#,
    #"sum by (service) (rate({a="b"} | json | level="error" and status >= 500 [5m])) > 0.5"#,
    #"sum(count_over_time({a="b"}[5m] offset 1h |= "x")) / 2 * 3 ^ 2"#,
    #"quantile_over_time(0.95, {a="b"} | logfmt --strict | unwrap duration(took) | __error__="" [5m]) by (service)"#,
    #"topk(3, sum(bytes_over_time({a="b"} | pattern `<_> <status>` | status != "" [1d])) by (status))"#,
    #"sum(rate({a="b"}[1m])) > bool 1 or vector(0) unless on (x) absent_over_time({a="b"}[1m])"#,
    #"label_replace(rate({a="b"} | label_format c=d, e="{{.f}}" | line_format "x" | drop g, h="i" [1m]), "a", "b", "c", "d")"#,
    #"SUM BY (a) (rate({a="b"} |= ip("10.0.0.0/8") or "x" | c="d" e!="f" or (g > -1.5e3) [5m])) > 1e-3"#,
    #"{a="b\u00e9\x41\101\a"} |~ ip("::1") != "c" or ip("1.2.3.4")"#, #"rate({a="b"}[5m] offset -1h) + 1 - -2"#,
    #"count_over_time({$logs} | size > 10MB or (took < 1h30m) # why"# + "\n[$window])",
  ])
  func reads(query: String) throws { _ = try LogQuery(query) }

  @Test(arguments: [
    (#"{service="api""#, "expected `}`", 14..<15), (#"{service=~".*"}"#, "nothing is selected", 0..<15),
    (#"{a="b"} |= "#, "expected a string", 11..<12), (#"{a="b} |= x"#, "the string that begins here", 3..<4),
    (#"{a="b"} | jsn"#, "Loki has no stage `jsn`", 10..<13), (#"{a="b"} |~ "(""#, "no regular expression", 11..<14),
    (#"rate({a="b"})"#, "expected a range", 12..<13), (#"rat({a="b"}[5m])"#, "no function `rat`", 0..<3),
    (#"sum({a="b"})"#, "lines are no numbers", 4..<11), (#"{a="b"} > 1"#, "lines are no numbers", 0..<8),
    (#"sum_over_time({a="b"}[5m])"#, "`| unwrap LABEL` is missing", 0..<13),
    (#"count_over_time({a="b"} | unwrap c [5m])"#, "counts lines", 0..<15),
    (#"rate({a="b"}[5q])"#, "neither a number nor a duration", 13..<15),
    (#"{a="b"} | regexp "x""#, "named groups", 10..<16),
    (#"rate({a="b"}[5m]) )"#, "expected an operator or the end", 18..<19),
    (#"quantile_over_time({a="b"} | unwrap c [5m])"#, "expected a number", 19..<20),
  ])
  func refuses(query: String, message: String, range: Range<Int>) {
    #expect {
      _ = try LogQuery(query)
    } throws: { error in
      guard let error = error as? LogQLError else { return false }
      return error.message.contains(message) && error.range == range
    }
  }

  @Test(arguments: [
    (#"{a="b"} |= "x" or "y" != "z""#, "an x", true), (#"{a="b"} |= "x" != "z""#, "x and z", false),
    (#"{a="b"} |~ `^panic: `"#, "panic: no", true), (#"{a="b"} |~ `^panic: `"#, "no panic: no", false),
    (#"{a="b"} | level=~"error|fatal""#, "", true), (#"{a="b"} | level="err""#, "", false),
    (#"{a="b"} | level!="warn" and (level="fatal" or level=~"e.*")"#, "", true),
    (#"rate({a="b"} | regexp `t=(?P<t>[0-9.]+)` | unwrap t [5m])"#, "t=0.5", true),
    (#"rate({a="b"} | regexp `t=(?P<t>[0-9.]+)` | unwrap t [5m])"#, "none", false),
  ])
  func takes(query: String, line: String, isTaken: Bool) throws {
    let selection = try #require(try LogQuery(query).selections.first)
    #expect(try selection.takes(line, labels: ["level": "error"]) == isTaken)
  }

  /// What stands for something is filled in, but for strings, where `$` ends a pattern.
  @Test func fills() throws {
    let query = try LogQuery(#"count_over_time({$logs, b=~"$logs"} |~ `c$` [$window]) > ${least} or vector($x)"#)
    #expect(
      query.filled(["logs": #"a="é""#, "window": "5m", "least": "2"])
        == #"count_over_time({a="é", b=~"$logs"} |~ `c$` [5m]) > 2 or vector($x)"#)
  }

  @Test(arguments: [
    ("1 + 2", ">", "1 + 2"), ("1 or 2", ">", "(1 or 2)"), ("1 > 2", ">", "1 > 2"), ("(1 or 2)", ">", "(1 or 2)"),
    ("1 or 2 > 3", "and", "(1 or 2 > 3)"), ("1 > 2", "and", "1 > 2"), ("sum(1 or 2)", "*", "sum(1 or 2)"),
    ("1 * 2 + 3", "*", "(1 * 2 + 3)"),
  ])
  func asAnOperand(query: String, op: String, expected: String) throws {
    #expect(try LogQuery(query).operand(of: op) == expected)
  }

  /// What is not played is told, not guessed.
  @Test(arguments: ["json", "logfmt", "pattern `<a>`", "status > 500", "line_format `x`"])
  func saysWhatItDoesNotPlay(stage: String) throws {
    let selection = try #require(try LogQuery("{a=\"b\"} | \(stage)").selections.first)
    #expect(throws: UnplayedStage.self) { _ = try selection.takes("line", labels: [:]) }
  }
}
