import Documents
import Project

/// What each kind of panel is drawn with; the same throughout, so that people read every dashboard alike.
enum PanelOptions {
  private static let lastValue: Tree = ["calcs": ["lastNotNull"], "fields": "", "values": false]

  private static let table: Tree = [
    "cellHeight": "sm", "footer": ["countRows": false, "fields": "", "reducer": ["sum"], "show": false],
    "showHeader": true,
  ]

  static func options(_ panel: ResolvedPanel) -> Tree {
    switch panel.kind {
    case .chart(.timeseries):
      [
        "legend": [
          "calcs": ["lastNotNull", "max"], "displayMode": "table", "placement": "bottom", "showLegend": true,
        ],
        "tooltip": ["mode": "multi", "sort": "desc"],
      ]
    case .chart(.stat):
      [
        "colorMode": "value", "graphMode": "area", "justifyMode": "auto", "orientation": "auto",
        "reduceOptions": lastValue,
        "textMode": "auto", "wideLayout": true,
      ]
    case .chart(.gauge):
      ["orientation": "auto", "reduceOptions": lastValue, "showThresholdLabels": false, "showThresholdMarkers": true]
    case .chart(.bargauge):
      [
        "displayMode": "basic", "orientation": "horizontal", "reduceOptions": lastValue, "showUnfilled": true,
        "valueMode": "color",
      ]
    case .chart(.table): table
    case .firingAlerts: table.merging(["sortBy": [["displayName": "severity", "desc": false]]])
    case .chart(.heatmap):
      [
        "calculate": false, "cellGap": 1,
        "color": ["exponent": 0.5, "mode": "scheme", "scheme": "Oranges", "steps": 64],
        "exemplars": ["color": "rgba(255,0,255,0.7)"], "filterValues": ["le": 1e-9], "legend": ["show": true],
        "tooltip": ["mode": "single", "yHistogram": false],
        "yAxis": ["axisPlacement": "left", "reverse": false, "unit": .string(panel.unit)],
      ]
    case .chart(.piechart):
      [
        "displayLabels": ["percent"],
        "legend": ["displayMode": "table", "placement": "right", "showLegend": true, "values": ["value"]],
        "pieType": "donut", "reduceOptions": lastValue, "tooltip": ["mode": "single", "sort": "none"],
      ]
    case .logs:
      [
        "dedupStrategy": "none", "enableLogDetails": true, "prettifyLogMessage": false, "showCommonLabels": false,
        "showLabels": false, "showTime": true, "sortOrder": "Descending", "wrapLogMessage": true,
      ]
    }
  }

  static func custom(_ panel: ResolvedPanel) -> Tree {
    switch panel.kind {
    case .chart(.timeseries):
      [
        "axisPlacement": "auto", "drawStyle": "line", "fillOpacity": .integer(panel.isStacked ? 40 : 10),
        "lineInterpolation": "linear",
        "lineWidth": 1, "pointSize": 5, "showPoints": "never", "spanNulls": false,
        "stacking": ["group": "A", "mode": .string(panel.isStacked ? "normal" : "none")],
        "thresholdsStyle": ["mode": .string(panel.drawsThresholds ? "dashed" : "off")],
      ]
    case .chart(.table): ["align": "auto", "cellOptions": ["type": "auto"], "inspect": false]
    case .firingAlerts: ["align": "auto", "cellOptions": ["type": "color-text"], "inspect": false]
    case .chart(.heatmap):
      ["hideFrom": ["legend": false, "tooltip": false, "viz": false], "scaleDistribution": ["type": "linear"]]
    default: [:]
    }
  }

  /// A table of labels behind their severity.
  static let alertColumns: Tree = [
    [
      "id": "organize",
      "options": [
        "excludeByName": ["Time": true], "indexByName": ["Value": 0, "alertname": 1],
        "renameByName": ["Value": "severity"],
      ],
    ]
  ]
}

extension Tree: ExpressibleByFloatLiteral {
  /// For the few fractions that panels are drawn with; numbers that matter are decimals.
  public init(floatLiteral value: Double) { self = .number("\(value)") }
}
