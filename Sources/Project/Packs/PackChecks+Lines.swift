import Documents
import LogQL

/// Expressions over log lines, and the lines that hold them.
extension PackChecks {
  /// The expressions of an alert, in whichever language.
  mutating func expressions(of alert: PackAlert, named name: String, _ path: Path) {
    let names = Array(alert.parameters.keys)
    let key = alert.language == .promQL ? "test" : "lines"
    if alert.language == .promQL ? alert.test == nil : alert.lines == nil, !isBroken("rules.yml", path + [.key(key)]) {
      report(
        .missingKey, "the key `\(key)` is missing", help: "add `\(key):` (Its unit test.)", in: "rules.yml",
        ["alerts", .name(name)])
    }
    guard alert.language == .logQL else {
      expression(alert.expression, in: "rules.yml", path + ["expr"], names: names, isCondition: alert.rank != nil)
      if let guardExpression = alert.guardExpression {
        expression(guardExpression, in: "rules.yml", path + ["guard"], names: names)
      }
      return
    }
    let query = lines(alert.expression, in: "rules.yml", path + ["expr"], names: names)
    if let guardExpression = alert.guardExpression {
      _ = lines(guardExpression, in: "rules.yml", path + ["guard"], names: names)
    }
    if query?.kind == .lines {
      report(
        .expression, "an alert compares numbers, and these are lines", help: "count them: `count_over_time(… [5m])`",
        in: "rules.yml", path + ["expr"])
    } else if let query, let test = alert.lines {
      check(test, query, path + ["lines"])
    }
  }

  /// Reads an expression; nil for one that Loki would refuse, which is reported.
  mutating func lines(_ text: String, in file: String, _ path: Path, names: [String]) -> LogQuery? {
    do {
      let query = try LogQuery(text)
      let known = ["logs"] + names
      for name in query.variables where !known.contains(name.text) {
        report(
          .placeholder, [("unknown placeholder `$\(name.text)`", name.range)],
          help: Spelling.help(for: name.text, among: known), in: file, path)
      }
      return query
    } catch {
      report(.expression, [(error.message, error.range)], help: "Loki would refuse it", in: file, path)
      return nil
    }
  }

  /// A line that counts passes every selection; one that does not, not the first.
  private mutating func check(_ test: PackLines, _ query: LogQuery, _ path: Path) {
    for (key, lines, isCounted) in [("counted", test.counted, true), ("ignored", test.ignored, false)] {
      for (index, line) in lines.enumerated() {
        let place = path + [.key(key), .index(index), "line"]
        let labels = Dictionary(line.labels.map { ($0, $1) }) { first, _ in first }
        do {
          let selections = isCounted ? query.selections[...] : query.selections.prefix(1)
          let taken = try selections.map { selection in try selection.takes(line.text, labels: labels) }
          if isCounted ? taken.contains(false) : taken.contains(true) {
            report(
              .lines, isCounted ? "the alert does not count this line" : "the alert counts this line",
              help: "correct the expression, or the list that the line stands in", in: "rules.yml", place)
          }
        } catch {
          report(
            .lines, "lines are not played through `\((error as? UnplayedStage)?.word ?? "")`",
            help: "select them by their text, by `regexp`, or by labels that they come with", in: "rules.yml", place)
        }
      }
    }
  }
}
