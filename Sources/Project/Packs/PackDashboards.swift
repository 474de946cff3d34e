import Documents

/// The file `dashboards.yml` of a pack.
struct PackDashboards: Sendable {
  var rows: [PackRow] = []

  static let section = Section(
    "pack_dashboards", "Dashboard rows of a pack.", default: PackDashboards(),
    fields: [.init("rows", \.rows, .list(of: PackRow.section.codec), "Rows.", isRequired: true)])
}

/// A row of panels on one dashboard.
package struct PackRow: Sendable {
  package var dashboard = ""
  package var title = ""
  package var panels: [PackPanel] = []

  package static let section = Section(
    "row", "A row of panels on one dashboard.", default: PackRow(),
    fields: [
      .init(
        "dashboard", \.dashboard, .word(of: DashboardName.allCases.map(\.rawValue)), "Dashboard that it stands on.",
        isRequired: true),
      .init("title", \.title, .string, "Title.", isRequired: true),
      .init("panels", \.panels, .list(of: PackPanel.section.codec, minimum: 1), "Panels.", isRequired: true),
    ])
}

/// One panel.
package struct PackPanel: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case timeseries, stat, gauge, bargauge, table, heatmap, piechart }

  package var title = ""
  package var description = ""
  package var kind = Kind.timeseries
  package var unit = ""
  package var width = 8
  package var height: Int?
  package var queries: [Query] = []
  package var alert: String?
  package var shows: [String] = []
  package var condition: PackCondition?
  package var thresholds: [Threshold] = []
  package var minimum: Decimal?
  package var maximum: Decimal?
  package var decimals: Int?
  package var isStacked = false
  package var since: SoftwareVersion?

  package struct Query: Sendable {
    package var expression = ""
    package var language = PackAlert.Language.promQL
    package var legend: String?
    package var format: Format?
    package var isInstant = false

    /// The shape of a result.
    package enum Format: String, CaseIterable, Sendable {
      case timeSeries = "time_series"
      case table, heatmap
    }
  }

  package struct Threshold: Sendable {
    package var color = ""
    package var value: Decimal?
  }

  /// The alerts that it is about.
  package var alerts: [String] { [alert].compactMap { $0 } + shows }

  package static let section = Section(
    "panel", "One panel.", default: PackPanel(),
    fields: [
      .init("title", \.title, .string, "Title.", isRequired: true),
      .init("description", \.description, .string, "What it shows and how to read it.", isRequired: true),
      .init("type", \.kind, .word, "Visualization."),
      .init("unit", \.unit, .string, "Grafana's id of the unit.", isRequired: true),
      .init("width", \.width, .integer(1...24), "Columns of 24."),
      .init("height", \.height, .integer(1...40), "Rows; 8, or 4 for a stat or gauge."),
      .init("queries", \.queries, .list(of: query.codec, minimum: 1), "Queries.", isRequired: true),
      .init("alert", \.alert, Name.alert, "Alert of this pack whose thresholds and runbook it shows."),
      .init(
        "shows", \.shows, .list(of: Name.alert),
        "Further alerts of this pack that can be seen on it; none has thresholds."),
      .init("if", \.condition, .word, "What the spec must have for it to show something."),
      .init(
        "thresholds", \.thresholds, .list(of: threshold.codec),
        "Steps, where no alert sets them; those beside an alert are drawn."),
      .init("min", \.minimum, .number, "Lower end of the axis."),
      .init("max", \.maximum, .number, "Upper end of the axis."),
      .init("decimals", \.decimals, .integer(0...10), "Digits after the point."),
      .init("stack", \.isStacked, .boolean, "Whether series are stacked."),
      .init("since", \.since, Name.version, "First version of the software that it shows something of."),
    ])

  private static let query = Section(
    "query", "A query of a panel.", default: Query(),
    fields: [
      .init("expr", \.expression, .string, "PromQL with `$target`, or LogQL with `$logs`.", isRequired: true),
      .init("language", \.language, .word, "Language of the expression."),
      .init("legend", \.legend, .string, "Name of each series, `{{label}}`."),
      .init("format", \.format, .word, "Shape of the result."),
      .init("instant", \.isInstant, .boolean, "Whether only the last value is asked for."),
    ])

  private static let threshold = Section(
    "threshold", "A step of colour.", default: Threshold(),
    fields: [
      .init("color", \.color, .string, "Colour.", isRequired: true),
      .init("value", \.value, .number, "From which value on; the first step has none."),
    ])
}
