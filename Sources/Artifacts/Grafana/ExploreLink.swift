import Documents
import Project

/// From a series to what another data source has of its service, in Explore:
/// <https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools>
enum ExploreLink {
  static func make(_ link: ResolvedPanel.DataLink) -> Tree {
    switch link {
    case .logs:
      self.link("Logs", DataSource.loki, ["expr": .string("{service=\"\(service)\"}")])
    // A search for a service, as Grafana's own query editor writes it:
    // https://github.com/grafana/grafana/blob/main/public/app/plugins/datasource/jaeger/types.ts
    case .traces:
      self.link("Traces", DataSource.jaeger, ["queryType": "search", "service": .string(service)])
    }
  }

  private static let service = "${__field.labels.service}"

  private static func link(_ what: String, _ source: String, _ query: Tree) -> Tree {
    let reference: Tree = ["type": .string(source), "uid": .string(source)]
    let head: Tree = ["refId": "A", "datasource": reference]
    let panes: Tree = [
      "a": [
        "datasource": .string(source), "queries": [head.merging(query)],
        "range": ["from": "${__from}", "to": "${__to}"],
      ]
    ]
    let url = "/explore?schemaVersion=1&orgId=1&panes=\(percentEncoded(JSONWriter.writeLine(panes)))"
    return Dashboards.link(title: "\(what) of \(service)", url: url, inNewTab: false)
  }

  /// For the value of a parameter, but for Grafana's own variables.
  private static func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let character = Character(UnicodeScalar(byte))
      let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-_.~${}:,".contains(character))
      result += isPlain ? String(character) : "%" + String(byte, radix: 16, uppercase: true)
    }
    return result
  }
}
