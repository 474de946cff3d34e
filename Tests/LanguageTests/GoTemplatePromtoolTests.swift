import Arithmetic
import GoTemplate
import Testing

/// What is rendered and refused here, held against promtool.
@Suite struct GoTemplatePromtoolTests {
  @Test func annotationsAreWhatPromtoolExpands() throws {
    var (rules, tests, series): ([[String: Any]], [[String: Any]], [[String: Any]]) = ([], [], [])
    for (number, value) in AnnotationCases.values.enumerated() {
      var labels = AnnotationCases.labels
      labels["n"] = String(number)
      var annotations: [String: String] = [:]
      var expected: [String: String] = [:]
      for (index, template) in AnnotationCases.templates.enumerated() {
        // Prometheus drops an annotation that is empty.
        let parsed = AlertTemplate("[" + template + "]", dialect: .prometheus)
        do throws(AlertTemplateError) {
          expected["t\(index)"] = try parsed.render(
            labels: labels, value: value, externalLabels: AnnotationCases.externalLabels)
          annotations["t\(index)"] = parsed.text
        } catch {
          // Seconds beyond 64 bits are the one thing that is refused.
          #expect(error.kind == .unsupported && value.magnitude > 9e18, "\(template): \(error)")
        }
      }
      let name = "Case\(number)"
      rules.append(["alert": name, "expr": "probe{n=\"\(number)\"}", "annotations": annotations])
      labels["__name__"] = nil
      let matchers = labels.map { "\($0.key)=\(quoted($0.value))" }.joined(separator: ",")
      let values = Array(repeating: value.plainDecimal, count: 3).joined(separator: " ")
      series.append(["series": "probe{\(matchers)}", "values": values])
      tests.append([
        "eval_time": "1m", "alertname": name, "exp_alerts": [["exp_labels": labels, "exp_annotations": expected]],
      ])
    }
    let (status, output) = try Promtool.run(
      ["test", "rules", "tests.yml"],
      files: [
        "rules.yml": ["groups": [["name": "annotations", "rules": rules]]],
        "tests.yml": [
          "rule_files": ["rules.yml"],
          "tests": [
            ["external_labels": AnnotationCases.externalLabels, "input_series": series, "alert_rule_test": tests]
          ],
        ],
      ])
    #expect(status == 0, "\(output.prefix(4000))")
  }

  /// Valid templates, damaged one byte or two at a time: what is an error at load time here is one for promtool, and the other way round.
  @Test func whatFailsToLoadIsWhatPromtoolRefuses() throws {
    var random = SplitMix(state: 42)
    let mutants = (0..<2500).map { _ in mutant(&random) }
    let rules = mutants.enumerated().map { number, text in
      ["alert": "Case\(number)", "expr": "up", "annotations": ["a": text]]
    }
    let (_, output) = try Promtool.run(
      ["check", "rules", "rules.yml"], files: ["rules.yml": ["groups": [["name": "mutants", "rules": rules]]]])
    var refused: [Int: Substring] = [:]
    for line in output.split(separator: "\n") {
      if let match = line.firstMatch(of: #/"Case(\d+)": annotation "a": template: (.*)/#) {
        refused[Int(match.1) ?? -1] = match.2
      }
    }
    #expect(refused.count > 500 && refused.count < 2400)
    for (number, text) in mutants.enumerated() {
      let errors = AlertTemplate(text, dialect: .prometheus).errors
      let failures = errors.filter(\.kind.failsAtLoad)
      #expect(
        failures.isEmpty == (refused[number] == nil),
        "\(text.debugDescription): \(failures), promtool: \(refused[number] ?? "fine")")
      for error in errors { #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count) }
    }
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func mutant(_ random: inout SplitMix) -> String {
    var text = Array(AnnotationCases.templates.randomElement(using: &random)!.unicodeScalars)
    let pieces: [String] = [
      "{{", "}}", "{{-", "-}}", "(", ")", "|", ".", "$", "\"", "`", "'", ":=", "=", ",", " ", "\n", "nil", "true", "1",
      "-", "/*", "*/", "\\",
      "{{ end }}", "{{ else }}", "{{ if .Value }}", "{{ range $a, $b := .Labels }}", "{{ break }}",
      "{{ with $x := 1 }}", "{{ define \"t\" }}",
      "{{ template \"t\" . }}", "é", "0x", "e9", "_", "%", "$labels", "humanize", "unknown",
    ]
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let place = Int.random(in: 0...text.count, using: &random)
      if Bool.random(using: &random), place < text.count {
        text.remove(at: place)
      } else {
        text.insert(contentsOf: pieces.randomElement(using: &random)!.unicodeScalars, at: place)
      }
    }
    return text.reduce(into: "") { $0.unicodeScalars.append($1) }
  }
}

/// The same sequence in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
