import Documents
import Scaffold
import Support
import Testing

/// Objectives of Sloth and of OpenSLO.
struct ObjectiveImportTests {
  @Test func sloth() throws {
    let spec = try Imports.spec { draft in
      try SlothImport.add(
        "s.yml",
        Imports.files([
          "s.yml": """
          version: prometheus/v1
          service: My Service
          slos:
            - name: availability
              objective: 99.9
              description: Most requests are answered.
              sli: { events: { error_query: 'sum(rate(errors_total[{{.window}}]))', total_query: 'sum(rate(all_total[{{ .window }}]))' } }
              alerting: { name: X }
            - { name: raw, objective: 99, sli: { raw: { error_ratio_query: 'x[{{.window}}]' } } }
          ---
          apiVersion: sloth.slok.dev/v1
          kind: PrometheusServiceLevel
          spec:
            service: other
            slos:
              - { name: a, objective: 95, sli: { events: { errorQuery: 'sum(rate(e[{{.window}}]))', totalQuery: 'sum(rate(t[{{.window}}]))' } } }
          """
        ]), to: &draft)
    }
    #expect(spec.text.contains("# Most requests are answered.\n      availability:"))
    #expect(spec.text.contains("bad: sum(rate(errors_total[$window]))") && spec.text.contains("target: 99.9%"))
    #expect(spec.text.contains("total: sum(rate(t[$window]))") || spec.text.contains("total: 'sum(rate(t[$window]))'"))
    #expect(spec.text.contains("known_metrics: [all_total, e, errors_total, t]"))
    #expect(
      spec.leftovers.contains { $0.message.contains("`raw`") }
        && spec.leftovers.contains { $0.message.contains("`alerting`") })
  }

  @Test(arguments: [
    ("bad", "sum(rate(b[{{.window}}]))", "sum(rate(b[$window]))"), ("bad", "sum(rate(b[5m]))", "sum(rate(b[$window]))"),
    ("bad", #"sum(b{code="5"})"#, #"sum(rate(b{code="5"}[$window]))"#),
    ("good", "sum(rate(g[5m]))", "(sum(rate(t[$window]))) - (sum(rate(g[$window])))"),
  ])
  func openSLO(kind: String, query: String, bad: String) throws {
    let spec = try Imports.spec { draft in
      try OpenSLOImport.add(
        "o.yml",
        Imports.files([
          "o.yml": """
          apiVersion: openslo/v1
          kind: SLI
          metadata: { name: i }
          spec:
            ratioMetric:
              \(kind): { metricSource: { type: Prometheus, spec: { query: '\(query)' } } }
              total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(t[5m]))' } } }
          ---
          apiVersion: openslo/v1
          kind: SLO
          metadata: { name: Answers }
          spec: { service: web, indicatorRef: i, timeWindow: [{ duration: 4w, isRolling: true }], budgetingMethod: Occurrences, objectives: [{ targetPercent: 99.5 }, { target: 0.98 }] }
          ---
          apiVersion: openslo/v1
          kind: AlertPolicy
          """
        ]), to: &draft)
    }
    #expect(spec.text.contains(bad), Comment(rawValue: spec.text))
    #expect(spec.text.contains("answers:") && spec.text.contains("answers-2:") && spec.text.contains("window: 28d"))
    #expect(spec.leftovers.contains { $0.message.contains("AlertPolicy") })
  }

  /// What stays behind has its reason, and nothing is said of it as if it were there.
  @Test(arguments: [
    (
      "indicator: { spec: { ratioMetric: { good: { metricSource: { type: Datadog, spec: { query: q } } }, total: {} } } }",
      "by queries of Prometheus"
    ),
    ("indicatorRef: other", "its indicator `other` is not in this file"),
  ])
  func objectivesThatStayBehind(indicator: String, reason: String) throws {
    let spec = try Imports.spec { draft in
      try OpenSLOImport.add(
        "o.yml",
        Imports.files([
          "o.yml": """
          apiVersion: openslo/v1
          kind: SLO
          metadata: { name: a }
          spec:
            service: web
            timeWindow: [{ duration: 1Q, calendar: {} }]
            budgetingMethod: Timeslices
            \(indicator)
            objectives: [{ target: 0.9 }]
          """
        ]), to: &draft)
    }
    #expect(spec.leftovers.count == 1 && spec.leftovers[0].message.contains(reason), "\(spec.leftovers.map(\.message))")
    #expect(spec.spec?.services.isEmpty == true)
  }

  @Test func windowsRoll() throws {
    let query = "{ metricSource: { type: Prometheus, spec: { query: 'sum(rate(x[5m]))' } } }"
    let spec = try Imports.spec { draft in
      try OpenSLOImport.add(
        "o.yml",
        Imports.files([
          "o.yml": """
          apiVersion: openslo/v1
          kind: SLO
          metadata: { name: a }
          spec:
            service: web
            timeWindow: [{ duration: 1Q, calendar: {} }]
            indicator: { spec: { ratioMetric: { bad: \(query), total: \(query) } } }
            objectives: [{ target: 0.9 }]
          """
        ]), to: &draft)
    }
    #expect(spec.leftovers.contains { $0.message.contains("rolls now: 90d") })
  }

  /// Jobs are called after what they became, in objectives as in alerts.
  @Test func jobsOfObjectives() throws {
    let files = Imports.files([
      "p.yml": "scrape_configs: [{ job_name: My Job, static_configs: [{ targets: ['a:1'] }] }]",
      "s.yml": """
      version: prometheus/v1
      service: my-job
      slos:
        - name: a
          objective: 99
          sli: { events: { error_query: 'sum(rate(e{job="My Job"}[{{.window}}]))', total_query: 'sum(rate(t{job="gone"}[{{.window}}]))' } }
      """,
    ])
    let spec = try Imports.spec { draft in
      try PrometheusImport.add("p.yml", files, to: &draft)
      try SlothImport.add("s.yml", files, to: &draft)
    }
    #expect(spec.text.contains(#"e{job="my-job"}[$window]"#), Comment(rawValue: spec.text))
    #expect(spec.leftovers.contains { $0.message.contains("ask for the job `gone`") })
  }

  @Test func whatIsNeither() {
    let files = Imports.files(["x.yml": "version: 3\n"])
    #expect(throws: ImportError.self) { try Imports.spec { try SlothImport.add("x.yml", files, to: &$0) } }
    #expect(throws: ImportError.self) { try Imports.spec { try OpenSLOImport.add("x.yml", files, to: &$0) } }
    #expect(throws: ImportError.self) { try Imports.spec { try OpenSLOImport.add("none.yml", files, to: &$0) } }
  }
}
