import Documents
import Formats

/// Objectives of OpenSLO, v1 and v1alpha, that Prometheus measures.
///
/// <https://github.com/OpenSLO/OpenSLO/blob/main/README.md>; v1alpha as Sloth reads it,
/// <https://github.com/slok/sloth/blob/main/examples/openslo-getting-started.yml>
package struct OpenSLOImport {
  let source: SourceFile
  /// Indicators that objectives refer to, by name.
  private var indicators: [String: Node] = [:]

  /// - Throws: `ImportError` where the file cannot be read or is no OpenSLO.
  package static func add(_ path: String, _ files: ImportFiles, to draft: inout Draft) throws(ImportError) {
    let documents = try files.documents(path)
    let roots = documents.roots.filter { $0["apiVersion"]?.text?.hasPrefix("openslo/") == true }
    guard !roots.isEmpty else {
      throw ImportError(message: "\(path) is no OpenSLO: nothing in it has an `apiVersion` of openslo")
    }
    draft.origins.append(path)
    var reader = OpenSLOImport(source: documents.source)
    for root in roots where root["kind"]?.text == "SLI" {
      if let name = root["metadata"]?["name"]?.text { reader.indicators[name] = root["spec"] }
    }
    for root in roots {
      switch root["kind"]?.text {
      case "SLO": reader.add(root, to: &draft)
      case "SLI", "Service": break
      case let kind:
        draft.leave(
          .leftOut, "\(kind ?? "a document without `kind`"): the spec has no such thing",
          at: Place(root.range, in: documents.source))
      }
    }
  }

  private init(source: SourceFile) { self.source = source }

  private func add(_ root: Node, to draft: inout Draft) {
    guard let spec = root["spec"], let service = Text(spec["service"]) else {
      return draft.leave(.leftOut, "an SLO that names no service", at: Place(root.range, in: source))
    }
    let name = root["metadata"]?["name"]?.text ?? "objective"
    let place = Place((root["metadata"]?["name"] ?? root).range, in: source)
    let reference = spec["indicatorRef"]?.text
    let indicator = spec["indicator"]?["spec"] ?? reference.flatMap { indicators[$0] }
    if let reference, indicator == nil {
      return draft.leave(
        .leftOut, "the SLO `\(name)`: its indicator `\(reference)` is not in this file; put both into one", at: place)
    }
    var kept: [(title: String, target: String, queries: Queries)] = []
    for (index, objective) in (spec["objectives"]?.sequence ?? []).enumerated() {
      let title = index == 0 ? name : "\(name)-\(objective["displayName"]?.text ?? String(index + 1))"
      let ratio =
        indicator?["ratioMetric"] ?? objective["ratioMetrics"] ?? objective["indicator"]?["spec"]?["ratioMetric"]
      if let queries = ratio.flatMap(queries), let target = target(objective) {
        kept.append((title, target, queries))
      } else {
        draft.leave(
          .leftOut, "the objective `\(title)`: the spec counts bad events among all, by queries of Prometheus",
          at: place)
      }
    }
    guard !kept.isEmpty else { return }
    let window = remark(spec, name, place, &draft)
    let owner = draft.serviceOfObjectives(service.value, at: Place(service.range, in: source))
    for (title, target, queries) in kept {
      if queries.isChanged {
        draft.leave(
          .changed,
          "the queries of `\(title)` are over the window of each burn rate now: ranges became `$window`, plain counters a rate",
          at: place)
      }
      draft.add(
        objective: title,
        [
          "type": "ratio", "target": .string(target), "window": .string(window),
          "bad": .string(draft.renamingJobs(queries.bad, of: title, at: place)),
          "total": .string(draft.renamingJobs(queries.total, of: title, at: place)),
        ],
        note: spec["description"]?.text, to: owner, at: place)
    }
  }

  /// Says what is otherwise here in all objectives of an SLO that is kept.
  ///
  /// - Returns: their window.
  private func remark(_ spec: Node, _ name: String, _ place: Place, _ draft: inout Draft) -> String {
    if spec["budgetingMethod"]?.text.map({ $0 != "Occurrences" }) ?? false {
      draft.leave(.changed, "the budget of `\(name)` counts slices of time; the spec counts events", at: place)
    }
    if let policies = spec.entry("alertPolicies") {
      draft.leave(
        .leftOut, "`alertPolicies` of `\(name)`: burn rates page and open tickets by the spec's severities",
        at: Place(policies.key.range, in: source))
    }
    return window(spec, name, &draft)
  }

  private func target(_ objective: Node) -> String? {
    if let share = objective["target"]?.text, Decimal(exactly: share) != nil { return share }
    return objective["targetPercent"]?.text.flatMap { Decimal(exactly: $0) == nil ? nil : "\($0)%" }
  }

  // MARK: Queries

  private typealias Queries = (bad: String, total: String, isChanged: Bool)

  private func queries(_ ratio: Node) -> Queries? {
    guard let total = query(ratio["total"]) else { return nil }
    if let bad = query(ratio["bad"]) { return (bad.text, total.text, bad.isChanged || total.isChanged) }
    guard let good = query(ratio["good"]) else { return nil }
    return ("(\(total.text)) - (\(good.text))", total.text, good.isChanged || total.isChanged)
  }

  private func query(_ metric: Node?) -> (text: String, isChanged: Bool)? {
    let metricSource = metric?["metricSource"]
    let type = metricSource?["type"]?.text ?? metric?["source"]?.text
    guard type.map({ $0.lowercased() == "prometheus" }) ?? true else { return nil }
    return (metricSource?["spec"]?["query"] ?? metric?["query"])?.text.flatMap(ObjectiveQuery.windowed)
  }

  // MARK: Window

  /// Rolling, in days: a month is taken for 30 of them.
  private func window(_ spec: Node, _ name: String, _ draft: inout Draft) -> String {
    let given = (spec["timeWindow"] ?? spec["timeWindows"])?.sequence?.first
    let units: [String: Int] = [
      "m": 0, "h": 0, "d": 1, "w": 7, "M": 30, "Q": 90, "Y": 365, "Day": 1, "Week": 7, "Month": 30, "Quarter": 90,
      "Year": 365,
    ]
    let text = given?["duration"]?.text ?? ""
    let count = Int(given?["count"]?.text ?? String(text.prefix { $0.isNumber }))
    let unit = given?["unit"]?.text ?? String(text.drop { $0.isNumber })
    let days = (count ?? 0) * (units[unit] ?? 0)
    if given?["calendar"] != nil || given?["isRolling"]?.text == "false" || days == 0 && given != nil {
      draft.leave(
        .changed, "the window of `\(name)` rolls now: \(days == 0 ? 30 : days)d",
        at: Place((given ?? spec).range, in: source))
    }
    return days == 0 ? "30d" : "\(days)d"
  }
}
