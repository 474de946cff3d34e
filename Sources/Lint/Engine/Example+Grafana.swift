/// Examples of dashboards, which are long: only what a rule is about is written out.
extension Example {
  /// The members of a dashboard without panels and variables.
  package static func dashboard(_ members: String, panels: String = "", variables: String = "") -> Example {
    let members = members.isEmpty ? "" : members + ",\n  "
    return Example(
      """
      {
        \(members)"schemaVersion": 41,
        "templating": {"list": [\(([dataSourceVariable] + (variables.isEmpty ? [] : [variables])).joined(separator: ", "))]},
        "panels": [\(panels)]
      }

      """, name: "example.json")
  }

  static let dataSourceVariable = #"{"name": "datasource", "type": "datasource", "query": "prometheus"}"#
  private static let head = #""uid": "example", "title": "Example""#

  /// A dashboard of one panel.
  ///
  /// - Parameter members: those besides id, data source and query.
  package static func panel(
    _ members: String, expression: String = "up", variables: String = "", targets: String? = nil
  ) -> Example {
    let target = #"{"refId": "A", "expr": "\#(escaped(expression))"}"#
    let panel = """
      {"id": 1, "datasource": {"type": "prometheus", "uid": "${datasource}"},
          \(members),
          "targets": [\(targets ?? target)]}
      """
    return dashboard(head, panels: panel, variables: variables)
  }

  /// A dashboard of a graph of one query.
  package static func target(_ expression: String, _ members: String = "", variables: String = "") -> Example {
    let members = members.isEmpty ? "" : ", " + members
    return panel(
      #""type": "timeseries", "title": "Example""#, variables: variables,
      targets: #"{"refId": "A", "expr": "\#(escaped(expression))"\#(members)}"#)
  }

  /// A dashboard with a variable.
  package static func variable(_ variable: String, expression: String = "up") -> Example {
    panel(#""type": "timeseries", "title": "Example""#, expression: expression, variables: variable)
  }

  /// A provisioning file of data sources, each written as the members of a mapping.
  static func dataSources(_ sources: String...) -> String {
    "apiVersion: 1\ndatasources:\n" + sources.map { "  - { \($0) }\n" }.joined()
  }

  /// As a string of JSON.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
