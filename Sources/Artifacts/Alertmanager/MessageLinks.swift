import Documents
import Project

/// Where a notification leads: only to what the spec has an address of.
struct MessageLinks {
  /// An address that an alert brings along.
  struct Annotation {
    var annotation: String
    var text: String
  }

  /// An address that is put together of what the notification says.
  struct Group {
    /// Whether there is one, in Go's template language.
    var condition: String
    var text: String
    var address: String
  }

  let ofAnnotations: [Annotation]
  let ofGroups: [Group]

  /// The page that a title leads to: the dashboard, or else Alertmanager's list.
  let page: String
  /// The silence of the group; empty where nobody knows where Alertmanager is opened.
  let silence: String
  let logs: String
  let traces: String

  init(_ stack: Stack) {
    let pages = stack.pages
    let knowsGrafana = pages.grafana.isReachable
    let grafana = knowsGrafana && stack.provides(.grafana) ? pages.grafana.base : nil
    let hasAlertmanager = pages.alertmanager.isReachable
    let hasLogs = stack.providedLogging?.labels.contains("service") == true
    func ofService(_ address: String?) -> String {
      address.map { "{{ if .CommonLabels.service }}\($0){{ end }}" } ?? ""
    }
    logs = ofService(
      grafana.flatMap { hasLogs ? Self.explore($0, DataSource.loki, ["expr": #"{service=\"@\"}"#]) : nil })
    traces = ofService(
      grafana.flatMap {
        stack.providedTracing == nil
          ? nil : Self.explore($0, DataSource.jaeger, ["queryType": "search", "service": "@"])
      })
    silence = hasAlertmanager ? Self.silenceOfGroup : ""
    let list = hasAlertmanager ? "{{ else }}{{ .ExternalURL }}/#/alerts" : ""
    page =
      knowsGrafana
      ? "{{ if .CommonAnnotations.dashboard_url }}{{ .CommonAnnotations.dashboard_url }}\(list){{ end }}"
      : hasAlertmanager ? "{{ .ExternalURL }}/#/alerts" : ""
    ofAnnotations = [
      Annotation(annotation: "runbook_url", text: "Runbook"),
      Annotation(annotation: "dashboard_url", text: "Dashboard"),
    ]
    let groups: [(isThere: Bool, group: Group)] = [
      (!logs.isEmpty, Group(condition: ".CommonLabels.service", text: "Logs", address: Self.call("logs"))),
      (!traces.isEmpty, Group(condition: ".CommonLabels.service", text: "Traces", address: Self.call("traces"))),
      (
        pages.prometheus.isReachable,
        Group(
          condition: "(index .Alerts 0).GeneratorURL", text: "Query", address: "{{ (index .Alerts 0).GeneratorURL }}")
      ),
      (hasAlertmanager, Group(condition: ".GroupLabels", text: "Silence", address: Self.call("silence"))),
    ]
    ofGroups = groups.filter(\.isThere).map(\.group)
  }

  private static func call(_ name: String) -> String { "{{ template \"pharos.\(name)\" . }}" }

  /// Alertmanager's form for a silence reads matchers from its address.
  private static let silenceOfGroup =
    "{{ .ExternalURL }}/#/silences/new?filter=%7B"
    + "{{ range $place, $pair := .GroupLabels.SortedPairs }}{{ if $place }}%2C%20{{ end }}"
    + #"{{ $pair.Name }}%3D%22{{ $pair.Value | reReplaceAll "[\\\\\"]" "\\$0" | urlquery }}%22{{ end }}%7D"#

  /// A page of Grafana's Explore from a quarter of an hour before the first alert on; `@` in the query is the service.
  /// <https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools>
  private static func explore(_ grafana: String, _ source: String, _ query: KeyValuePairs<String, String>) -> String {
    let fields = query.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    let panes =
      "{\"p\":{\"datasource\":\"\(source)\",\"queries\":[{\"refId\":\"A\",\"datasource\":{\"type\":\"\(source)\",\"uid\":\"\(source)\"},"
      + "\(fields)}],\"range\":{\"from\":\"#\",\"to\":\"now\"}}}"
    let encoded = panes.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "@"): "{{ .CommonLabels.service | urlquery }}"
      case UInt8(ascii: "#"): "{{ ((index .Alerts 0).StartsAt.Add -900000000000).UnixMilli }}"
      case let byte where byte.isPlainInAddress: String(UnicodeScalar(byte))
      default: "%" + String(byte, radix: 16, uppercase: true)
      }
    }
    return "\(grafana)/explore?schemaVersion=1&orgId=1&panes=\(encoded.joined())"
  }
}

extension UInt8 {
  fileprivate var isPlainInAddress: Bool {
    (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20) || self == UInt8(ascii: "-")
  }
}
