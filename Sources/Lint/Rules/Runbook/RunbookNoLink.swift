import Documents
import Formats

extension Rule {
  static let runbookNoLink = Rule(
    "runbook/no-link", .warning, "an alert without a link to its runbook, or with one that nobody can follow",
    why: """
      Whoever is woken has to find out what the alert means and what to do, each time anew. A warning where most alerts have one, else \
      an info; an error where the spec says under `urls.runbooks` where they can be read. Where most alerts of \
      a file have none, it is reported once.
      """,
    bad: [
      Example(runbooks: "https://runbooks.example.org/down.md", nil).marking("Second"),
      Example(runbooks: nil, nil).marking("First"),
      Example(runbooks: "⟦htp:/runbooks/down⟧", "https://runbooks.example.org/slow.md"),
      Example(runbooks: "⟦TODO⟧", "https://runbooks.example.org/slow.md"),
    ],
    good: [
      Example(runbooks: "https://runbooks.example.org/{{ $labels.alertname }}", "runbooks/slow.md"),
      .alert("vector(1)"),
    ],
    check: .project { facts, reporter in
      let files = Dictionary(grouping: facts.alerts.filter { !$0.isConstant }, by: \.source.name).values.filter {
        !$0[0].source.isForTrial
      }
      let alerts = files.joined()
      let isUsual = alerts.lazy.filter { $0.runbook != .missing }.count * 2 >= alerts.count
      let isDemanded = reporter.knowledge.stack?.pages.runbooks != nil
      let severity: Severity = isDemanded ? .error : isUsual ? .warning : .info
      for file in files {
        for alert in file {
          guard case .malformed(let value, let range) = alert.runbook else { continue }
          reporter.report(
            "`\(value)` is no address: whoever is woken by `\(alert.name)` cannot follow it", at: range,
            in: alert.source, help: "write `https://…`, or the path of a file in the repository")
        }
        let without = file.filter { $0.runbook == .missing }
        // Where most have none, that is one cause.
        if without.count > 1, without.count * 2 > file.count {
          reporter.report(
            "\(without.count) of the \(file.count) alerts of this file link to no runbook, which says what to do",
            at: without[0].range, in: without[0].source, help: "add an annotation `runbook_url:` to each",
            as: severity)
        } else {
          for alert in without {
            reporter.report(
              "the alert links to no runbook, which says what to do", at: alert.range, in: alert.source,
              help: "add an annotation `runbook_url:`",
              // It wakes nobody.
              as: alert.isForInformation && !isDemanded ? .info : severity)
          }
        }
      }
    })
}

extension Example {
  /// Two alerts with links to runbooks.
  fileprivate init(runbooks first: String?, _ second: String?) {
    func annotations(_ link: String?) -> String {
      link.map { "\n        annotations: { runbook_url: \"\($0)\" }" } ?? ""
    }
    self.init(
      """
      groups:
        - name: example
          rules:
            - alert: First
              expr: up == 0\(annotations(first))
            - alert: Second
              expr: latency > 1\(annotations(second))

      """)
  }
}

extension AlertFact {
  /// Whether its severity says that nobody has to do anything.
  fileprivate var isForInformation: Bool {
    labels.contains {
      $0.name == "severity" && ["info", "informational", "none", "notice", "debug"].contains($0.value.lowercased())
    }
  }
}
