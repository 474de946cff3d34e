import Documents

/// A panel with everything that drawing it takes.
package struct ResolvedPanel: Sendable {
  /// Unique among the rows and panels of its dashboard.
  package internal(set) var id = 0
  package var position: GridPosition
  package var title: String
  package var description: Description
  package var kind: Kind
  package var source = DashboardSource.prometheus
  package var queries: [Query]
  /// Grafana's id of the unit.
  package var unit: String
  /// Lower end of the axis; the data decides where it is nil.
  package var minimum: Decimal?
  /// Upper end of the axis; the data decides where it is nil.
  package var maximum: Decimal?
  /// Digits after the point.
  package var decimals: Int?
  /// By rising value.
  package var thresholds = [Threshold.well]
  /// Whether the thresholds are those of an alert, which are worth a line.
  package var drawsThresholds = false
  package var isStacked = false
  package var links: [ResolvedDashboard.Link] = []
  /// Where a reader goes from a series.
  package var dataLinks: [DataLink] = []

  /// What it shows: Markdown of a pack, or a text of the spec, in which everything means itself.
  package enum Description: Sendable, Hashable { case markdown(String), text(String) }

  package enum Kind: Sendable, Hashable {
    case chart(PackPanel.Kind)
    /// A table of the labels of each alert that fires, by the value, which is the rank of its severity: 1 is the most urgent.
    case firingAlerts
    /// Lines of logs, newest first.
    case logs
  }

  /// What a source has of the service that a series is of, in the same time.
  package enum DataLink: Sendable, Hashable {
    /// Lines with the label `service`.
    case logs
    /// Traces with spans of the service.
    case traces
  }

  package struct Query: Sendable {
    package var expression: Expression
    /// Name of each series, `{{label}}` for the value of a label; nil where the reader shows the labels.
    package var legend: String?
    package var format: PackPanel.Query.Format
    /// Whether the last value alone is asked for, and not a range of time.
    package var isInstant: Bool
    /// Whether traces that belong to a value are shown with it.
    package var showsExemplars = false

    package enum Expression: Sendable {
      case promQL(WrittenExpr)
      case logQL(String)

      package var text: String {
        switch self {
        case .promQL(let expression): expression.text
        case .logQL(let text): text
        }
      }
    }
  }

  /// The colour from a value on, up to the next threshold.
  package struct Threshold: Sendable, Hashable {
    /// Nil for what is below all others.
    package var value: Decimal?
    /// `green` is well, `red` the most urgent; else a name or code of CSS.
    package var color: String
    /// The severity of the alert that fires here; nil where none does.
    package var severity: String?

    /// Everything is well, from the lowest value on.
    package static let well = Threshold(color: "green")
  }
}
