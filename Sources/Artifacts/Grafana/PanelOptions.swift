import Documents
import Project

/// What each kind of panel is drawn with; the same throughout, so that people read every dashboard alike.
enum PanelOptions {
  private static let lastValue: Tree = ["calcs": ["lastNotNull"], "fields": "", "values": false]

  static func options(_ panel: PackPanel) -> Tree {
    switch panel.kind {
    case .timeseries:
      [
        "legend": [
          "calcs": ["lastNotNull", "max"], "displayMode": "table", "placement": "bottom", "showLegend": true,
        ],
        "tooltip": ["mode": "multi", "sort": "desc"],
      ]
    case .stat:
      [
        "colorMode": "value", "graphMode": "area", "justifyMode": "auto", "orientation": "auto",
        "reduceOptions": lastValue,
        "textMode": "auto", "wideLayout": true,
      ]
    case .gauge:
      ["orientation": "auto", "reduceOptions": lastValue, "showThresholdLabels": false, "showThresholdMarkers": true]
    case .bargauge:
      [
        "displayMode": "basic", "orientation": "horizontal", "reduceOptions": lastValue, "showUnfilled": true,
        "valueMode": "color",
      ]
    case .table:
      [
        "cellHeight": "sm", "footer": ["countRows": false, "fields": "", "reducer": ["sum"], "show": false],
        "showHeader": true,
      ]
    case .heatmap:
      [
        "calculate": false, "cellGap": 1,
        "color": ["exponent": 0.5, "mode": "scheme", "scheme": "Oranges", "steps": 64],
        "exemplars": ["color": "rgba(255,0,255,0.7)"], "filterValues": ["le": 1e-9], "legend": ["show": true],
        "tooltip": ["mode": "single", "yHistogram": false],
        "yAxis": ["axisPlacement": "left", "reverse": false, "unit": .string(panel.unit)],
      ]
    case .piechart:
      [
        "displayLabels": ["percent"],
        "legend": ["displayMode": "table", "placement": "right", "showLegend": true, "values": ["value"]],
        "pieType": "donut", "reduceOptions": lastValue, "tooltip": ["mode": "single", "sort": "none"],
      ]
    }
  }

  static func custom(_ panel: PackPanel, drawsThresholds: Bool) -> Tree {
    switch panel.kind {
    case .timeseries:
      [
        "axisPlacement": "auto", "drawStyle": "line", "fillOpacity": .integer(panel.isStacked ? 40 : 10),
        "lineInterpolation": "linear",
        "lineWidth": 1, "pointSize": 5, "showPoints": "never", "spanNulls": false,
        "stacking": ["group": "A", "mode": .string(panel.isStacked ? "normal" : "none")],
        "thresholdsStyle": ["mode": .string(drawsThresholds ? "dashed" : "off")],
      ]
    case .table: ["align": "auto", "cellOptions": ["type": "auto"], "inspect": false]
    case .heatmap:
      ["hideFrom": ["legend": false, "tooltip": false, "viz": false], "scaleDistribution": ["type": "linear"]]
    default: [:]
    }
  }
}

extension Tree: ExpressibleByFloatLiteral {
  /// For the few fractions that panels are drawn with; numbers that matter are decimals.
  public init(floatLiteral value: Double) { self = .number("\(value)") }
}

/// Alerts that fire now, at the top of the overview.
enum AlertListPanel {
  static func make(_ stack: Stack) -> PlacedPanel {
    let tree: Tree = [
      "type": "table", "title": "Firing alerts",
      "description":
        "Every alert that fires now, with what it belongs to. An empty table is good news, as long as the Watchdog reaches its switch.",
      "datasource": DataSource.variable,
      "targets": [
        [
          "refId": "A", "datasource": DataSource.variable, "editorMode": "code", "format": "table", "instant": true,
          "range": false, "exemplar": false,
          "expr":
            "sum by (alertname, severity, service, component, team) (ALERTS{alertstate=\"firing\", alertname!=\"Watchdog\"})",
          "legendFormat": "__auto",
        ]
      ],
      "fieldConfig": [
        "defaults": [
          "unit": "none", "color": ["mode": "thresholds"], "mappings": [],
          "custom": ["align": "auto", "cellOptions": ["type": "auto"], "inspect": false],
          "thresholds": [
            "mode": "absolute", "steps": [["color": "green", "value": .null], ["color": "red", "value": 1]],
          ],
        ], "overrides": [],
      ],
      "options": [
        "cellHeight": "sm", "footer": ["countRows": false, "fields": "", "reducer": ["sum"], "show": false],
        "showHeader": true,
      ],
      "transformations": [
        [
          "id": "organize",
          "options": ["excludeByName": ["Time": true, "Value": true], "indexByName": [:], "renameByName": [:]],
        ]
      ],
      "links": [PanelLink.make("Alertmanager", Naming.alertmanagerURL(stack.urls))],
    ]
    return PlacedPanel(tree: tree, width: 24, height: 6)
  }
}

/// The services' log lines below their signals.
enum LogsPanel {
  static func make(_ stack: Stack) -> PlacedPanel {
    let source: Tree = ["type": "loki", "uid": .string(DataSource.loki)]
    let tree: Tree = [
      "type": "logs", "title": "Log lines",
      "description": "What the chosen services log. A line with a trace id leads to its trace.",
      "datasource": source,
      "targets": [
        [
          "refId": "A", "datasource": source, "editorMode": "code", "expr": "{service=~\"$service\"}",
          "queryType": "range",
        ]
      ],
      "fieldConfig": [
        "defaults": [
          "unit": "none", "thresholds": ["mode": "absolute", "steps": [["color": "green", "value": .null]]],
        ], "overrides": [],
      ],
      "options": [
        "dedupStrategy": "none", "enableLogDetails": true, "prettifyLogMessage": false, "showCommonLabels": false,
        "showLabels": false,
        "showTime": true, "sortOrder": "Descending", "wrapLogMessage": true,
      ],
    ]
    return PlacedPanel(tree: tree, width: 24, height: 10)
  }
}
