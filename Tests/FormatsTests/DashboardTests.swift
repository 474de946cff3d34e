import Documents
import Formats
import Foundation
import Support
import Testing

struct DashboardTests {
  private func dashboard(_ text: String) throws -> Dashboard {
    let source = SourceFile(name: "x.json", text: text)
    let document = JSONDocument.read(source)
    #expect(document.findings.isEmpty)
    let root = try #require(document.root)
    #expect(FileKind(roots: [root]) == .dashboard)
    return try #require(Dashboard.all(in: root, source).first)
  }

  /// Data sources in every form that Grafana has written them, and what their queries are taken for.
  @Test func dataSources() throws {
    let board = try dashboard(
      #"""
      {"title": "T", "schemaVersion": 30,
        "__inputs": [{"name": "DS_X", "type": "datasource", "pluginId": "prometheus"}],
        "templating": {"list": [
          {"name": "p", "type": "datasource", "query": "prometheus"}, {"name": "l", "type": "datasource", "query": "loki"}]},
        "panels": [{"id": 1, "datasource": {"type": "datasource", "uid": "-- Mixed --"}, "targets": [
          {"refId": "a", "expr": "x", "datasource": {"type": "prometheus", "uid": "abc"}},
          {"refId": "b", "expr": "x", "datasource": {"uid": "$p"}},
          {"refId": "c", "expr": "x", "datasource": "${p}"},
          {"refId": "d", "expr": "x", "datasource": "[[l]]"},
          {"refId": "e", "expr": "x", "datasource": {"type": "prometheus", "uid": "${l}"}},
          {"refId": "f", "expr": "x", "datasource": "${DS_X}"},
          {"refId": "g", "expr": "x", "datasource": "Prometheus"},
          {"refId": "h", "rawSql": "x", "datasource": {"type": "postgres", "uid": "q"}},
          {"refId": "i", "expr": "x", "datasource": null},
          {"refId": "j", "expr": "{a=\"b\"} |= `c`"},
          {"refId": "k", "expression": "$A", "datasource": {"type": "__expr__", "uid": "__expr__"}},
          {"refId": "l", "expr": "x", "datasource": "-- Dashboard --"}]},
          {"id": 2, "datasource": "$p", "targets": [{"refId": "m", "expr": "x"}]},
          {"id": 3, "targets": [{"refId": "n", "expr": "x"}]}]}
      """#)
    let targets = board.panels.flatMap(\.targets)
    let kinds = Dictionary(uniqueKeysWithValues: targets.map { ($0.refID?.value ?? "", $0.kind) })
    let expected: [String: DataSourceKind] = [
      "a": .prometheus, "b": .prometheus, "c": .prometheus, "d": .loki, "e": .loki, "f": .prometheus, "g": .prometheus,
      "h": .other("postgres"), "i": .mixed, "j": .mixed, "k": .other("__expr__"), "l": .other("-- Dashboard --"),
      "m": .prometheus, "n": .unknown,
    ]
    #expect(kinds == expected)
    #expect(targets.filter { $0.query != nil }.compactMap(\.refID?.value) == ["a", "b", "c", "f", "g", "m", "n"])
    #expect(board.fixedDataSources.compactMap(\.uid?.value) == ["abc", "Prometheus", "q"])
  }

  /// The names and uids of Grafana's own test, pkg/services/provisioning/datasources/types_test.go.
  @Test func uidsThatGrafanaDerives() throws {
    let source = SourceFile(
      name: "x.yml",
      text: """
        datasources:
          - { name: Hello world }
          - { name: Hello World, uid: "" }
          - { name: AAA }
          - { name: AAA, uid: a }
          - { uid: $UID }
        """)
    let file = GrafanaProvisioning(try #require(YAMLDocuments.read(source).roots.first), in: source)
    let expected = ["P64EC88CA00B268E5", "PA591A6D40BF42040", "PCB1AD2119D8FAFB6", nil, nil]
    #expect(file.dataSources.map(\.derivedUID) == expected)
    #expect(file.dataSources.map(\.isNameKnown) == [true, true, true, true, false])
  }

  @Test(arguments: ["#", "# x", "  # x", "---", ""]) func glancesAtNothing(text: String) {
    #expect(!Array(text.utf8).withUnsafeBufferPointer { FileGlance($0) }.isPromising)
  }

  @Test func inputsOfAnImport() throws {
    let board = try dashboard(
      #"""
      {"inputs": [{"name": "DS_X", "type": "datasource", "pluginId": "loki", "value": "l"}], "overwrite": true,
        "dashboard": {"title": "T", "schemaVersion": 30, "panels": [{"id": 1, "targets": [{"datasource": "${DS_X}"}]}]}}
      """#)
    #expect(board.knows("DS_X") && board.panels[0].targets[0].kind == .loki)
  }

  @Test func rowsOldAndNew() throws {
    let board = try dashboard(
      #"""
      {"title": "T", "panels": [
          {"id": 1, "type": "row", "title": "R", "collapsed": true, "panels": [{"id": 2, "type": "stat", "gridPos": {"x":0,"y":1,"w":6,"h":4}}]},
          {"id": 3, "type": "stat", "repeat": "node", "gridPos": {"x":0,"y":2,"w":6,"h":4},
            "fieldConfig": {"defaults": {"unit": "s"}, "overrides": [{"matcher": {}, "properties": [{"id": "unit", "value": "ms"}]}]}}],
        "rows": [{"title": "Old", "panels": [{"id": 4, "type": "graph", "yaxes": [{"format": "bytes"}, {"format": "short"}]},
          {"id": 5, "type": "singlestat", "format": "percent"}]}]}
      """#)
    #expect(board.panels.compactMap(\.id?.value) == ["1", "2", "3", "4", "5"])
    #expect(board.panels.map(\.isRow) == [true, false, false, false, false])
    #expect(Set(board.panels.map(\.container)).count == 3)
    #expect(board.panels.map { $0.units.map(\.text.value) } == [[], [], ["s", "ms"], ["bytes"], ["percent"]])
    #expect(board.panels[2].repeatVariable?.value == "node" && board.panels[2].grid?.rows.lowerBound == 2)
  }

  @Test func secondSchema() throws {
    let board = try dashboard(
      #"""
      {"apiVersion": "dashboard.grafana.app/v2beta1", "kind": "Dashboard", "metadata": {"name": "my-uid"}, "spec": {"title": "T",
        "elements": {
          "panel-1": {"kind": "Panel", "spec": {"id": 1, "title": "P", "data": {"kind": "QueryGroup", "spec": {"queries": [
            {"kind": "PanelQuery", "spec": {"refId": "A", "hidden": true, "query": {"kind": "DataQuery", "group": "prometheus",
              "version": "v0", "datasource": {"name": "$ds"}, "spec": {"expr": "up{job=\"$job\"}", "legendFormat": "{{job}}"}}}}]}},
            "vizConfig": {"kind": "VizConfig", "group": "timeseries", "spec": {"fieldConfig": {"defaults": {"unit": "s"}}}}}},
          "panel-2": {"kind": "Panel", "spec": {"id": 2, "title": "Q", "data": {"kind": "QueryGroup", "spec": {"queries": [
            {"kind": "PanelQuery", "spec": {"refId": "A", "query": {"kind": "loki", "spec": {"expr": "{a=\"b\"}"}}}}]}},
            "vizConfig": {"kind": "logs", "spec": {}}}},
          "panel-3": {"kind": "LibraryPanel", "spec": {"id": 3, "title": "L"}}},
        "layout": {"kind": "RowsLayout", "spec": {"rows": [{"kind": "RowsLayoutRow", "spec": {"layout": {"kind": "GridLayout", "spec": {"items": [
          {"kind": "GridLayoutItem", "spec": {"x": 0, "y": 0, "width": 12, "height": 8, "element": {"kind": "ElementReference", "name": "panel-1"},
            "repeat": {"mode": "variable", "value": "job"}}}]}}}}]}},
        "variables": [
          {"kind": "DatasourceVariable", "spec": {"name": "ds", "pluginId": "prometheus"}},
          {"kind": "QueryVariable", "spec": {"name": "job", "refresh": "onTimeRangeChanged", "query": {"kind": "DataQuery",
            "group": "prometheus", "datasource": {"name": "${ds}"}, "spec": {"query": "label_values(up, job)"}}}}]}}
      """#)
    #expect(board.isV2 && board.isKubernetes && board.uid?.value == "my-uid" && board.title?.value == "T")
    #expect(board.panels.map { $0.type?.value } == ["timeseries", "logs", nil])
    #expect(board.panels.map(\.isLibraryPanel) == [false, false, true])
    let target = try #require(board.panels[0].targets.first)
    #expect(target.kind == .prometheus && target.isHidden && target.legend?.value == "{{job}}")
    #expect(target.query?.selectors.first?.metricName == "up")
    #expect(board.panels[1].targets[0].kind == .loki && board.panels[1].targets[0].query == nil)
    #expect(board.panels[0].grid?.columns.count == 12 && board.panels[0].repeatVariable?.value == "job")
    #expect(board.panels[0].units.first?.text.value == "s")
    #expect(board.variables.map(\.type) == ["datasource", "query"] && board.variables[1].refresh == 2)
    #expect(board.selections.first?.selectors.first?.metricName == "up" && board.usedVariables == ["job", "ds"])
  }

  /// Query of a variable, its form, its expression, its label, a part of what is wrong.
  static let templateQueries: [(String, TemplateQuery.Form, String?, String?, String?)] = [
    ("label_values(job)", .labelValues, nil, "job", nil), (" label_values(up , job) ", .labelValues, "up", "job", nil),
    (#"label_values(up{a="b, c", d="e"}, job)"#, .labelValues, #"up{a=\"b, c\", d=\"e\"}"#, "job", nil),
    ("label_values({job=~\"$job\"}, ${label})", .labelValues, "{job=~\\\"$job\\\"}", "${label}", nil),
    ("label_names()", .labelNames, nil, nil, nil), ("metrics(node_.*_total)", .metrics, nil, nil, nil),
    ("query_result(topk(3, sum by (a) (x)))", .result, "topk(3, sum by (a) (x))", nil, nil),
    (#"up{job="a"}"#, .series, #"up{job=\"a\"}"#, nil, nil),
    ("label_value(up, job)", .result, nil, nil, "none of Grafana's functions"),
    ("label_values(sum(up), job)", .labelValues, "sum(up)", "job", "only a selector"),
    ("label_values(up, @resource.host.id)", .labelValues, "up", "@resource.host.id", nil),
    ("label_values(up, {x})", .labelValues, "up", "{x}", "name of a label"),
    ("query_result(up", .result, nil, nil, "not closed"), ("query_result()", .result, nil, nil, "empty"),
  ]

  @Test(arguments: templateQueries.indices)
  func readsTemplateQueries(index: Int) throws {
    let (text, form, expression, label, problem) = Self.templateQueries[index]
    let escaped = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    let board = try dashboard(
      #"{"title": "T", "panels": [], "templating": {"list": [{"name": "v", "type": "query", "datasource": {"type": "prometheus"}, "query": "\#(escaped)"}]}}"#
    )
    let query = try #require(board.variables.first?.templateQuery)
    #expect(query.form == form && query.label == label)
    #expect(query.query.map { board.source.text($0.range) } == expression)
    if let problem { #expect(query.problem?.message.contains(problem) == true) } else { #expect(query.problem == nil) }
  }

  /// Every dashboard of the corpus: read to the end, and every query that Grafana would send is PromQL, but for two that are broken.
  @Test func corpus() throws {
    guard let shared = Repository.shared else { return }
    let folder = shared.appendingPathComponent("corpora/dashboards")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "index.json" }.sorted()
    var parsed = 0
    var refused: [String] = []
    var unread: [String] = []
    for name in names where name.hasSuffix(".json") {
      let source = SourceFile(name: name, bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
      let document = JSONDocument.read(source)
      // Not by #require, which describes what it is given, here the whole tree.
      guard document.isComplete, let root = document.root else {
        Issue.record("\(name) cannot be read")
        continue
      }
      guard let board = Dashboard.all(in: root, source).first else { continue }
      for query in board.queries + board.selections {
        if query.result.isValid { parsed += 1 } else { refused.append("\(name): \(query.text.value)") }
      }
      for target in board.panels.flatMap(\.targets)
      where target.query == nil && target.expression?.value.isEmpty == false {
        if target.kind == .unknown || target.kind == .mixed {
          unread.append("\(name): \(target.expression?.value ?? "")")
        }
      }
      for variable in board.variables { #expect(variable.templateQuery?.problem == nil, Comment(rawValue: name)) }
    }
    #expect(parsed > 3500)
    #expect(
      refused.count == 2 && refused.allSatisfy { $0.contains(" * 8[$__rate_interval]") },
      Comment(rawValue: refused.joined(separator: "\n")))
    #expect(unread == [], Comment(rawValue: unread.joined(separator: "\n")))
  }
}
