import Documents
import Formats
import PromQL

/// Alerts of a rule file as alerts of the project's own.
enum AlertImport {
  static func add(_ path: String, _ files: ImportFiles, to draft: inout Draft) throws(ImportError) {
    let (root, source) = try files.root(path)
    draft.origins.append(path)
    let file = PrometheusRuleFile(root, in: source)
    let records = Set(file.groups.flatMap(\.rules).filter { $0.kind == .record }.map(\.name.value))
    for group in file.groups {
      for entry in group.node.mapping ?? [] where !["name", "rules", "labels"].contains(entry.key.text ?? "") {
        draft.leave(
          .leftOut,
          "`\(entry.key.text ?? "")` of the group `\(group.name?.value ?? "")`: the spec groups alerts by what they are about",
          at: Place(entry.key.range, in: source))
      }
      for rule in group.rules { add(rule, records, source, to: &draft) }
    }
  }

  private static func add(_ rule: PrometheusRule, _ records: Set<String>, _ source: SourceFile, to draft: inout Draft) {
    let place = Place(rule.name.range, in: source)
    guard rule.kind == .alert else {
      return draft.leave(
        .leftOut, "the recording rule `\(rule.name.value)`: a spec records only what its packs need", at: place)
    }
    guard let expression = rule.query.expression else {
      return draft.leave(.leftOut, "the alert `\(rule.name.value)`: its expression is no PromQL", at: place)
    }
    if let record = expression.metricNames.map(\.name).first(where: { records.contains($0) || $0.contains(":") }) {
      return draft.leave(
        .leftOut, "the alert `\(rule.name.value)`: it needs the recording rule `\(record)`, and would never fire",
        at: place)
    }
    let jobs = RenamedJobs(rule.query.text.value, expression, in: draft)
    guard jobs.missing.isEmpty else {
      return draft.leave(
        .leftOut,
        "the alert `\(rule.name.value)`: nothing here is scraped as the job \(Remark.list(jobs.missing)) that it asks for",
        at: place)
    }
    let owner = AlertOwner(of: rule, expression, jobs: jobs.owners, in: draft)
    for remark in jobs.remarks { draft.leave(.changed, "the alert `\(rule.name.value)` selects \(remark)", at: place) }
    let severity = severity(of: rule, source, &draft)
    let name = name(of: rule, severity.name, draft)
    var value: Tree = ["expr": .string(jobs.text)]
    if let owner { value = Tree.mapping([.init(owner.key, .string(owner.name))]).merging(value) }
    if let pending = rule.pending?.value, pending != "0s", pending != "0" { value["for"] = .string(pending) }
    if let keep = rule.keepFiringFor?.value { value["keep_firing_for"] = .string(keep) }
    value["severity"] = .string(severity.name)
    texts(of: rule, name, &value)
    labels(of: rule, source, &value, &draft)
    leaveAnnotations(of: rule, source, &draft)
    let renamed = name == rule.name.value ? nil : "Called `\(rule.name.value)` before."
    let about = owner == nil ? "About whatever its series are of: nothing in its expression names one." : nil
    let notes = [about, severity.note, renamed].compactMap { $0 }.joined(separator: " ")
    draft.alerts[name] = Entry(value, note: notes.isEmpty ? nil : notes, from: place)
  }

  /// Names are unique: an alert that stands there for each of its severities is told apart by them.
  private static func name(of rule: PrometheusRule, _ severity: String, _ draft: Draft) -> String {
    let name = OwnerName.alert(rule.name.value)
    guard draft.alerts[name] != nil else { return name }
    return OwnerName.free(name + OwnerName.alert(severity), isTaken: { draft.alerts[$0] != nil }, separator: "")
  }

  /// The severity, and what is to be said where it is a guess.
  private static func severity(
    of rule: PrometheusRule, _ source: SourceFile, _ draft: inout Draft
  ) -> (name: String, note: String?) {
    let given = rule.label("severity")
    if let given, !given.value.includes("{{"), let name = OwnerName.slug(given.value) {
      SeverityImport.declare(name, in: &draft)
      return (name, nil)
    }
    let name = draft.severities.isEmpty ? "warning" : SeverityImport.calm(draft.severities.keys)
    guard let given else { return (name, "That its severity is `\(name)` is a guess: it had none.") }
    draft.leave(
      .changed,
      "the severity `\(given.value)` of `\(rule.name.value)`: an alert has one of the spec's by name, so `\(name)` is a guess",
      at: Place(given.range, in: source))
    return (name, "That its severity is `\(name)` is a guess: it was `\(given.value)`.")
  }

  private static func texts(of rule: PrometheusRule, _ name: String, _ value: inout Tree) {
    func text(_ keys: String...) -> String? {
      keys.lazy.compactMap { rule.annotation($0)?.value.trimmed() }.first { !$0.isEmpty }
    }
    let summary = text("summary", "title"), description = text("description", "message")
    let first = (summary ?? description ?? "\(name) fires").split(separator: "\n").first.map(String.init) ?? name
    value["summary"] = .string(first)
    value["description"] = .string(description ?? summary ?? "\(name) fires; nothing else is known of it.")
    let runbook = text("runbook_url", "runbook")
    let isAddress = runbook.map { WebAddress($0) != nil } ?? false
    value["runbook"] = .string(isAddress ? runbook! : slug(name))
  }

  /// `HighErrorRate` as `high-error-rate`.
  private static func slug(_ name: String) -> String {
    var words = "", previous: Character = "A"
    for character in name {
      if character.isUppercase, previous.isLowercase || previous.isNumber { words += "-" }
      words += character.lowercased()
      previous = character
    }
    return OwnerName.slug(words) ?? "alert"
  }

  private static func labels(of rule: PrometheusRule, _ source: SourceFile, _ value: inout Tree, _ draft: inout Draft) {
    var kept: [Tree.Entry] = []
    for label in rule.allLabels where label.key.value != "severity" {
      if ["service", "component", "team", "job", "instance"].contains(label.key.value) {
        draft.leave(
          .changed,
          "the label `\(label.key.value)` of `\(rule.name.value)`: it follows from the service or component now",
          at: Place(label.key.range, in: source))
      } else if label.key.value == "category", OwnerName.slug(label.value.value) == label.value.value {
        value["category"] = .string(label.value.value)
      } else {
        kept.append(.init(label.key.value, .string(label.value.value)))
      }
    }
    if !kept.isEmpty { value["labels"] = .mapping(kept) }
  }

  private static let known: Set<String> = ["summary", "title", "description", "message", "runbook_url", "runbook"]

  private static func leaveAnnotations(of rule: PrometheusRule, _ source: SourceFile, _ draft: inout Draft) {
    for annotation in rule.annotations where !known.contains(annotation.key.value) {
      draft.leave(
        .leftOut,
        "the annotation `\(annotation.key.value)` of `\(rule.name.value)`: an alert has summary, description and runbook",
        at: Place(annotation.key.range, in: source))
    }
  }
}
