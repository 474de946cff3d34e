import Documents
import RE2

/// All conditions of a route or of one side of an inhibit rule, however they are written, with their places in the file.
package struct MatcherList: Sendable {
  /// A condition where it stands.
  package struct Placed: Sendable {
    package let matcher: AlertMatcher
    /// UTF-8 byte offsets in the file.
    package let range: Range<Int>
    package let valueRange: Range<Int>
  }

  /// One text under `matchers:`, which may hold several.
  package struct Line: Sendable {
    package let text: Text
    /// nil where neither parser takes it.
    package let parsed: AlertMatchers?
  }

  package let placed: [Placed]
  /// What is under `matchers:`.
  package let lines: [Line]
  /// `match` and `match_re`, where they are used.
  package let oldStyle: [Node.Entry]
  package let problems: [FormatProblem]

  /// - Parameter prefix: of the keys: empty for a route, `source_` or `target_` for an inhibit rule.
  init(_ node: Node, prefix: String, in source: SourceFile) {
    var placed: [Placed] = []
    var problems: [FormatProblem] = []
    var lines: [Line] = []
    oldStyle = ["match", "match_re"].compactMap { node.entry(prefix + $0) }
    for entry in oldStyle {
      let operation: AlertMatcher.Operation = entry.key.text?.hasSuffix("_re") == true ? .regexMatch : .equal
      for label in entry.value.mapping ?? [] {
        guard let name = label.key.text, let value = label.value.text,
          let matcher = try? AlertMatcher(name, operation, label.value.isNull ? "" : value)
        else { continue }
        placed.append(
          Placed(
            matcher: matcher,
            range: label.key.range.lowerBound..<max(label.key.range.upperBound, label.value.range.upperBound),
            valueRange: label.value.range))
      }
    }
    for item in node[prefix + "matchers"]?.sequence ?? [] {
      guard let text = Text(item) else { continue }
      do throws(AlertMatcherError) {
        let parsed = try AlertMatchers(item.isNull ? "" : text.value)
        let map = item.scalarMap(in: source)
        for matcher in parsed.matchers {
          placed.append(
            Placed(
              matcher: matcher, range: map?.range(of: matcher.range) ?? item.range,
              valueRange: map?.range(of: matcher.valueRange) ?? item.range))
        }
        lines.append(Line(text: text, parsed: parsed))
      } catch {
        let range = error.range.isEmpty ? 0..<text.value.utf8.count : error.range
        problems.append(
          FormatProblem(
            error.message, help: "write it like `severity=\"critical\"` or `team=~\"a|b\"`",
            at: text.value.isEmpty ? item.range : text.range(of: range, in: source)))
        lines.append(Line(text: text, parsed: nil))
      }
    }
    self.placed = placed
    self.lines = lines
    self.problems = problems
  }

  package var matchers: [AlertMatcher] { placed.map(\.matcher) }
  package var isEmpty: Bool { placed.isEmpty }

  /// Whether a label set fulfills all of them.
  package func matches(_ labels: [String: String]) -> Bool {
    placed.allSatisfy { $0.matcher.matches(labels[$0.matcher.name] ?? "") }
  }
}
