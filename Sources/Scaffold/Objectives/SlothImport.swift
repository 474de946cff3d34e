import Documents
import Formats

/// Objectives of Sloth, as files or as Kubernetes resources.
///
/// <https://sloth.dev/specs/default/> and <https://sloth.dev/specs/kubernetes/>
package enum SlothImport {
  /// - Throws: `ImportError` where the file cannot be read or is none of Sloth's.
  package static func add(_ path: String, _ files: ImportFiles, to draft: inout Draft) throws(ImportError) {
    let documents = try files.documents(path)
    var isSloth = false
    for root in documents.roots {
      let isResource = root["kind"]?.text == "PrometheusServiceLevel"
      guard isResource || root["version"]?.text == "prometheus/v1", let spec = isResource ? root["spec"] : root else {
        continue
      }
      isSloth = true
      add(spec, documents.source, to: &draft)
    }
    guard isSloth else {
      throw ImportError(
        message:
          "\(path) is none of Sloth's files: neither `version: prometheus/v1` nor a PrometheusServiceLevel is in it")
    }
    draft.origins.append(path)
  }

  private static func add(_ spec: Node, _ source: SourceFile, to draft: inout Draft) {
    guard let service = Text(spec["service"]) else { return }
    leave(["labels", "slo_plugins", "sloPlugins"], of: spec, "`\(service.value)`", source, &draft)
    for slo in spec["slos"]?.sequence ?? [] { add(slo, service, source, to: &draft) }
  }

  private static func add(_ slo: Node, _ service: Text, _ source: SourceFile, to draft: inout Draft) {
    let name = slo["name"]?.text ?? "objective", place = Place((slo["name"] ?? slo).range, in: source)
    let events = slo["sli"]?["events"]
    guard let target = slo["objective"]?.text, Decimal(exactly: target) != nil,
      let bad = (events?["error_query"] ?? events?["errorQuery"])?.text.flatMap(ObjectiveQuery.windowed),
      let total = (events?["total_query"] ?? events?["totalQuery"])?.text.flatMap(ObjectiveQuery.windowed)
    else {
      let kind =
        slo["sli"]?["raw"] != nil
        ? "a ratio worked out elsewhere" : slo["sli"]?["plugin"] != nil ? "a plugin" : "no events in PromQL"
      return draft.leave(
        .leftOut, "the objective `\(name)`: it is measured by \(kind), and the spec counts bad events among all",
        at: place)
    }
    let owner = draft.serviceOfObjectives(service.value, at: Place(service.range, in: source))
    draft.add(
      objective: name,
      [
        "type": "ratio", "target": .string("\(target)%"), "window": "30d",
        "bad": .string(draft.renamingJobs(bad.text, of: name, at: place)),
        "total": .string(draft.renamingJobs(total.text, of: name, at: place)),
      ],
      note: slo["description"]?.text, to: owner, at: place)
    leave(["labels", "alerting", "plugins", "slo_plugins"], of: slo, "the objective `\(name)`", source, &draft)
  }

  private static func leave(_ keys: [String], of node: Node, _ what: String, _ source: SourceFile, _ draft: inout Draft)
  {
    for key in keys {
      guard let entry = node.entry(key) else { continue }
      let reason =
        key == "alerting" ? "burn rates page and open tickets by the spec's severities" : "objectives have no such key"
      draft.leave(.leftOut, "`\(key)` of \(what): \(reason)", at: Place(entry.key.range, in: source))
    }
  }
}
