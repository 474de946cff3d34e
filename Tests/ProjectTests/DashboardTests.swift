import Documents
import Foundation
import PharosCLI
import Project
import PromQL
import Support
import Testing

/// What stands on dashboards, before any writer gives it a form.
struct DashboardTests {
  private static let specs = [
    "examples/agentic-startup-studio/pharos.yml", "Tests/EndToEnd/specs/every-component.yml",
    "Tests/EndToEnd/specs/own-alerts.yml", "Tests/EndToEnd/specs/two-services.yml",
  ]

  private static func stack(_ path: String) throws -> Stack {
    let (stack, findings) = Stacks.resolve(try Repository.text(path))
    return try #require(stack, Comment(rawValue: "\(findings.map(\.message))"))
  }

  private static func stack(adding text: String) throws -> Stack {
    let (stack, findings) = Stacks.resolve(Stacks.minimal(adding: text))
    return try #require(stack, Comment(rawValue: "\(findings.map(\.message))"))
  }

  /// Of a spec with these services, written below `services:`, and more.
  private static func stack(services: String, adding text: String = "") throws -> Stack {
    let (stack, findings) = Stacks.resolve(
      """
      version: 1
      project: shop
      services:
      \(services.indented())
      \(text)
      receivers:
        slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }
      """)
    return try #require(stack, Comment(rawValue: "\(findings.map(\.message))"))
  }

  /// The panels of a title, on whatever dashboard.
  private static func panels(_ title: String, in stack: Stack) -> [ResolvedPanel] {
    stack.dashboards.flatMap(\.panels).filter { $0.title == title || $0.title.hasPrefix("\(title): ") }
  }

  // MARK: Places

  @Test(arguments: specs)
  func panelsLieBesideEachOther(spec: String) throws {
    let dashboards = try Self.stack(spec).dashboards
    #expect(dashboards.count > 4)
    for dashboard in dashboards {
      var taken: [String: String] = [:]
      let places = dashboard.rows.flatMap { row in
        [(row.title, row.position)] + row.panels.map { ($0.title, $0.position) }
      }
      for (title, place) in places {
        #expect(place.x >= 0 && place.y >= 0 && place.width > 0 && place.height > 0, "\(title)")
        #expect(place.x + place.width <= GridPosition.columns, "\(title)")
        for x in place.x..<(place.x + place.width) {
          for y in place.y..<(place.y + place.height) {
            let other = taken.updateValue(title, forKey: "\(x) \(y)")
            #expect(other == nil, "\(dashboard.title): \(title) covers \(other ?? "")")
          }
        }
      }
    }
  }

  @Test(arguments: specs)
  func rowsAndPanelsAreNumberedOnce(spec: String) throws {
    for dashboard in try Self.stack(spec).dashboards {
      let ids = dashboard.rows.flatMap { [$0.id] + $0.panels.map(\.id) }
      #expect(Set(ids).count == ids.count && ids.allSatisfy { $0 > 0 }, "\(dashboard.title): \(ids)")
      #expect(dashboard.rows.allSatisfy { !$0.panels.isEmpty }, "\(dashboard.title)")
    }
  }

  // MARK: Queries

  @Test(arguments: specs)
  func queriesParseWhateverIsChosen(spec: String) throws {
    let stack = try Self.stack(spec)
    var count = 0
    for panel in stack.dashboards.flatMap(\.panels) where panel.source == .prometheus {
      #expect(!panel.queries.isEmpty, "\(panel.title)")
      for query in panel.queries {
        guard case .promQL(let expression) = query.expression else {
          Issue.record("\(panel.title) asks Prometheus in another language")
          continue
        }
        let chosen = try ExpressionTemplate(expression.text).instantiate { name in
          name.hasPrefix("__") ? .duration("5m") : nil
        }.replacingOccurrences(of: "$service", with: "api|worker")
        #expect(Expr.parse(chosen).isValid, "\(panel.title): \(chosen)")
        #expect(expression.tree.range == 0..<expression.text.utf8.count, "\(panel.title): \(expression.text)")
        count += 1
      }
    }
    #expect(count > 20)
  }

  @Test func noQueryOfAPackIsLost() throws {
    let stack = try Self.stack(Self.specs[0])
    for panel in stack.packs.values.flatMap(\.rows).flatMap(\.panels) {
      for resolved in Self.panels(panel.title, in: stack) where resolved.description == .markdown(panel.description) {
        #expect(resolved.queries.count == panel.queries.count, "\(panel.title)")
      }
    }
  }

  /// What shows the last value alone asks for no range, and only a range has examples of traces.
  @Test func tracesBelongToRangesOfBuckets() throws {
    let stack = try Self.stack(Self.specs[0])
    try #require(stack.tracing != nil)
    let queries = stack.dashboards.flatMap(\.panels).flatMap { panel in panel.queries.map { (panel, $0) } }
    for (panel, query) in queries {
      if panel.kind == .chart(.table) { #expect(query.isInstant && query.format == .table, "\(panel.title)") }
      let readsBuckets = query.expression.text.contains("_bucket{")
      #expect(query.showsExemplars == (readsBuckets && !query.isInstant), "\(panel.title)")
    }
    #expect(queries.contains { $0.1.showsExemplars })
  }

  // MARK: Thresholds

  private static let colors: [String?: String] = [
    "critical": "red", "warning": "orange", "info": "blue", nil: "green",
  ]

  @Test func thresholdsAreThoseOfTheAlert() throws {
    let stack = try Self.stack(
      adding: """
        components:
          db: { pack: postgres, targets: ["db:5432"], user: monitor, password_file: secrets/db_password }
        """)
    var count = 0
    for pack in stack.packs.values {
      for panel in pack.rows.flatMap(\.panels) {
        guard let alert = stack.alerts.first(where: { $0.name == panel.alert && $0.pack == pack.name }),
          alert.levels.contains(where: { $0.threshold != nil })
        else { continue }
        for resolved in Self.panels(panel.title, in: stack) where resolved.description == .markdown(panel.description) {
          count += 1
          #expect(resolved.drawsThresholds)
          let expected = alert.levels.compactMap(\.threshold).sorted()
          #expect(resolved.thresholds.compactMap(\.value) == expected, "\(panel.title)")
          #expect(resolved.thresholds.first?.value == nil)
          let severities = resolved.thresholds.compactMap(\.severity)
          let rising = alert.levels.sorted { ($0.threshold ?? 0) < ($1.threshold ?? 0) }.map(\.severity.name)
          #expect(severities == rising, "\(panel.title)")
          let well = alert.isAbove ? resolved.thresholds.first : resolved.thresholds.last
          #expect(well?.severity == nil, "\(panel.title)")
          let worst = alert.isAbove ? resolved.thresholds.last : resolved.thresholds.first
          let mostUrgent = alert.levels.first?.severity
          #expect(worst?.severity == mostUrgent?.name, "\(panel.title)")
          for threshold in resolved.thresholds {
            #expect(threshold.color == Self.colors[threshold.severity], "\(panel.title)")
          }
        }
      }
    }
    #expect(count > 3)
  }

  @Test func differentThresholdsAreDrawnApart() throws {
    let alike = try Self.stack(adding: Self.twoDatabases(tuning: ""))
    let apart = try Self.stack(
      adding: Self.twoDatabases(tuning: "alerts: { PostgresConnectionsHigh: { critical: 96% } }"))
    let panel = try #require(
      alike.packs["postgres"]?.rows.flatMap(\.panels).first { $0.alert == "PostgresConnectionsHigh" })
    let one = Self.panels(panel.title, in: alike)
    #expect(one.map(\.title) == [panel.title])
    let each = Self.panels(panel.title, in: apart)
    #expect(each.map(\.title) == ["\(panel.title): first", "\(panel.title): second"])
    for (resolved, owner) in zip(each, ["first", "second"]) {
      for query in resolved.queries {
        #expect(query.expression.text.contains("component=\"\(owner)\""), "\(query.expression.text)")
      }
    }
    #expect(each.last?.thresholds.contains { $0.value?.digits == "0.96" } == true)
    #expect(each.first?.thresholds == one.first?.thresholds && each.first?.thresholds != each.last?.thresholds)
  }

  /// An alert with a fixed condition has its bound drawn where the panel says it, and all that a panel is about lead to their runbooks.
  @Test func panelOfSeveralAlertsLeadsToEachRunbook() throws {
    let stack = try Self.stack(
      adding: Self.twoDatabases(tuning: "") + "\nurls: { runbooks: \"https://runbooks.example\" }\n")
    let up = try #require(Self.panels("Up", in: stack).first)
    #expect(up.drawsThresholds && up.thresholds.map(\.color) == ["red", "green"])
    let about = ["PostgresSlotLost", "PostgresSlotUnused"]
    let pages = Set(stack.alerts.filter { about.contains($0.name) }.map(\.runbookURL))
    let slots = try #require(Self.panels("Slots without reader", in: stack).first)
    #expect(!pages.isEmpty && slots.links.count == pages.count)
  }

  @Test func useOfCapacityIsDrawnWhereThereIsOne() throws {
    func panels(_ capacity: String) throws -> [ResolvedPanel] {
      let stack = try Self.stack(
        services: """
          web: { targets: [web:8000], packs: [http]\(capacity) }
          api: { targets: [api:8000], packs: [http] }
          """)
      return Self.panels("Capacity in use", in: stack)
    }
    #expect(try panels("").isEmpty)
    let drawn = try panels(", capacity: 50/s").flatMap(\.queries).map(\.expression.text)
    #expect(drawn.count == 1 && drawn[0].contains("service=\"web\"") && drawn[0].hasSuffix("/ 50"), "\(drawn)")
  }

  /// What an alert of the project's own compares is drawn with its bound, and a condition without one as it is.
  @Test func ownAlertsAreDrawn() throws {
    let stack = try Self.stack("Tests/EndToEnd/specs/own-alerts.yml")
    let application = try #require(stack.dashboards.first { $0.name == .application })
    let stuck = try #require(application.panels.first { $0.title == "QueueStuck" })
    #expect(
      stuck.queries.map(\.expression.text) == ["min by (queue) (min_over_time(queue_depth{service=\"app\"}[10m]))"])
    #expect(stuck.drawsThresholds && stuck.thresholds.map(\.value?.digits) == [nil, "100"])
    #expect(stuck.thresholds.map(\.severity) == [nil, "sev2"])
    let gone = try #require(application.panels.first { $0.title == "AppGone" })
    #expect(gone.queries.map(\.expression.text) == ["absent(up{service=\"app\", job=\"app\"})"])
    #expect(!gone.drawsThresholds && gone.links.count == 1)
  }

  @Test(arguments: [
    (
      "a_seconds{service=\"web\"} < 5 and up{service=\"web\"} == 1", "a_seconds{service=\"web\"}", "s",
      ["red", "green"]
    ),
    (
      "(rate(a_bytes_total{service=\"web\"}[5m]) >= 10)", "rate(a_bytes_total{service=\"web\"}[5m])", "Bps",
      ["green", "red"]
    ),
    ("up{service=\"web\"} == 0", "up{service=\"web\"} == 0", "short", ["green"]),
    ("a{service=\"web\"} > b{service=\"web\"}", "a{service=\"web\"} > b{service=\"web\"}", "short", ["green"]),
  ])
  func ownAlertIsSplitAtItsBound(condition: String, value: String, unit: String, colors: [String]) throws {
    let stack = try Self.stack(
      services: """
        web:
          targets: [web:8000]
          metrics:
            a_seconds: { type: gauge, help: A. }
            a_bytes_total: { type: counter, help: A. }
            a: { type: gauge, help: A. }
            b: { type: gauge, help: B. }
        """,
      adding: """
        alerts:
          Odd:
            service: web
            expr: '\(condition)'
            severity: critical
            summary: Odd.
            description: Odd.
            runbook: odd
        """)
    let panel = try #require(Self.panels("Odd", in: stack).first)
    #expect(panel.queries.map(\.expression.text) == [value])
    #expect(panel.unit == unit && panel.thresholds.map(\.color) == colors)
  }

  /// Objectives of one target share a panel with a line for each window.
  @Test func burnRateAlertsAreDrawn() throws {
    let stack = try Self.stack("Tests/EndToEnd/specs/own-alerts.yml")
    let slo = try #require(stack.dashboards.first { $0.name == .slo })
    let panels = slo.panels.filter { $0.title.hasPrefix("Bad events where") }
    #expect(panels.map(\.title) == ["Bad events where 99% are to be good", "Bad events where 95% are to be good"])
    let burn = try #require(panels.first)
    #expect(
      burn.queries.count == 4 && burn.thresholds.compactMap(\.value?.digits) == ["0.01", "0.03", "0.06", "0.144"])
    #expect(burn.thresholds.compactMap(\.severity) == ["sev2", "sev2", "sev1", "sev1"])
    let levels = stack.alerts.filter { $0.name == "ErrorBudgetBurn" }.flatMap { $0.levels.compactMap(\.threshold) }
    #expect(panels.allSatisfy { panel in panel.thresholds.contains { $0.value.map(levels.contains) == true } })
  }

  private static func twoDatabases(tuning: String) -> String {
    """
    components:
      first: { pack: postgres, targets: ["first:5432"], user: monitor, password_file: secrets/first }
      second: { pack: postgres, targets: ["second:5432"], user: monitor, password_file: secrets/second, \(tuning) }
    """
  }

  // MARK: Fixed panels

  @Test func logsAreShownWhereTheyAreKept() throws {
    let without = try Self.stack(adding: "")
    #expect(without.dashboards.flatMap(\.panels).allSatisfy { $0.kind != .logs })
    let with = try Self.stack(adding: "logging: {}\n")
    let logs = with.dashboards.flatMap(\.panels).filter { $0.kind == .logs }
    #expect(logs.count == 1 && logs.allSatisfy { $0.source == .loki })
    for panel in logs { for query in panel.queries { if case .promQL = query.expression { Issue.record("PromQL") } } }
  }

  @Test func whatFiresStandsAtTheTop() throws {
    let overview = try #require(try Self.stack(adding: "").dashboards.first { $0.name == .overview })
    #expect(overview.panels.first?.kind == .firingAlerts)
    #expect(overview.panels.first?.position.width == GridPosition.columns)
  }

  @Test func aMetricOfItsOwnIsDrawnByItsType() throws {
    let stack = try Self.stack(
      services: """
        web:
          targets: [web:8000]
          metrics:
            carts_total: { type: counter, labels: { shop: { max: 2 } }, help: Carts. }
            wait_seconds: { type: histogram, buckets: [0.1, 1], help: Waiting. }
            open_carts: { type: gauge, help: Open. }
        """)
    let panels = stack.dashboards.flatMap(\.panels)
    func query(_ title: String) -> ResolvedPanel.Query? { panels.first { $0.title == title }?.queries.first }
    #expect(
      query("carts_total")?.expression.text == "sum by (shop) (rate(carts_total{service=\"web\"}[$__rate_interval]))")
    #expect(query("carts_total")?.legend == "{{shop}}")
    #expect(
      query("wait_seconds")?.expression.text
        == "histogram_quantile(0.95, sum by (le) (rate(wait_seconds_bucket{service=\"web\"}[$__rate_interval])))")
    #expect(query("open_carts")?.expression.text == "avg by () (open_carts{service=\"web\"})")
    #expect(panels.first { $0.title == "wait_seconds" }?.unit == "s")
  }

  /// A word of PromQL as a name, and names that are none.
  @Test func namesOfAnyKindMakeNoBrokenQuery() throws {
    let text = """
      version: 1
      project: shop
      services:
        web:
          targets: [web:8000]
          metrics:
            sum: { type: gauge, help: Sums. }
            offset: { type: counter, labels: { by: { max: 2 } }, help: Offsets. }
      NAMES
          objectives:
            answers: { type: availability, target: 99%, match: { LABEL: GET } }
      tracing: {}
      receivers:
        slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }
      """
    let broken =
      text.replacingOccurrences(
        of: "NAMES", with: "      'a b': { type: histogram, help: No name., buckets: [1] }"
      )
      .replacingOccurrences(of: "LABEL", with: "''") + "\nroutes: [{ match: { shelf: one }, notify: [slack] }]\n"
    #expect(Stacks.resolve(broken).findings.contains { $0.severity == .error })
    let (own, findings) = Stacks.resolve(
      text.replacingOccurrences(of: "NAMES", with: "").replacingOccurrences(of: "LABEL", with: "method"))
    for title in ["sum", "offset"] {
      let queries =
        try #require(own, "\(findings.map(\.message))").dashboards.flatMap(\.panels).first { $0.title == title }?
        .queries ?? []
      #expect(queries.count == 1)
      for query in queries {
        let chosen = query.expression.text.replacingOccurrences(of: "$__rate_interval", with: "5m")
        #expect(Expr.parse(chosen).isValid, "\(chosen)")
      }
    }
  }
}
