/// A dashboard with all that is on it, whoever draws it.
package struct ResolvedDashboard: Sendable {
  package var name: DashboardName
  /// 8 to 40 characters that stay the same as long as project and dashboard do.
  package var uid: String
  package var title: String
  /// Who reads it, and what it answers.
  package var description: String
  package var tags: [String]
  package var links: [Link]
  package var variables: [Variable]
  /// What happened, drawn over every panel with a time axis.
  package var annotations: [Annotation]
  /// From top to bottom; none is empty.
  package var rows: [Row]

  package var panels: [ResolvedPanel] { rows.flatMap(\.panels) }

  /// Panels under a title.
  package struct Row: Sendable {
    /// Unique among the rows and panels of the dashboard.
    package var id: Int
    package var title: String
    /// Where the title stands.
    package var position: GridPosition
    package var panels: [ResolvedPanel]
    /// Whether its panels are shown only to who opens it: what is closed asks for no data.
    package var isClosed = false
  }

  /// Moments or spans of time that a query finds.
  package struct Annotation: Sendable {
    package var name: String
    package var query: WrittenExpr
    /// With `{{label}}` for the value of a label.
    package var title: String
    package var text: String
    package var color: String
    /// Whether a value is the time of an event, in milliseconds; otherwise it lasts while there are values.
    package var valuesAreTimes = false
  }

  /// Where a reader goes from here.
  package enum Link: Sendable, Hashable {
    /// Every dashboard with a tag, with the same time range and variables.
    case dashboards(title: String, tag: String)
    /// Something that is no dashboard.
    case page(title: String, url: String)
  }

  /// What a reader chooses for all panels.
  package struct Variable: Sendable {
    package var name: String
    package var label: String
    package var choice: Choice

    package enum Choice: Sendable {
      /// Which data source of a kind the panels read; at first that of the stack.
      case source(DashboardSource)
      /// Some of these values; at first all of them.
      case values([String])
      /// Some values of a label of these series; at first all of them.
      case label(String, of: WrittenExpr)
    }
  }
}

/// Where the data of a panel comes from.
package enum DashboardSource: Sendable { case prometheus, loki }

/// A place on a grid of 24 columns. A row of the grid is as high as a line of text.
package struct GridPosition: Sendable, Hashable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package static let columns = 24
}
