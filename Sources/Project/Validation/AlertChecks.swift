import Documents
import GoTemplate
import PromQL

/// The project's own alerts: what they are about, their expressions, their texts.
enum AlertChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    var owners = Owners(context)
    var severities = NearestNames(among: context.resolved.severities.map(\.name))
    for (name, alert) in context.spec.alerts {
      let path: Path = ["alerts", .key(name)]
      owner(alert, name, among: &owners, path, &context)
      if context.isRead(path + ["severity"]), !context.spec.severities.contains(where: { $0.name == alert.severity }),
        !context.declares(alert.severity, in: "severities")
      {
        context.unknown(.unknownSeverity, alert.severity, among: &severities, at: path + ["severity"])
      }
      let tree = expression(name, alert, path, &context)
      values(alert, path, &context)
      if context.isRead(path + ["runbook"]) { runbook(alert.runbook, path + ["runbook"], &context) }
      labels(alert.labels, path + ["labels"], &context)
      let isTold = context.isRead(path + ["expr"]) && !context.isBroken(path + ["tests"])
      if isTold, alert.tests.isEmpty, tree.flatMap(DerivedCases.init) == nil {
        context.report(
          .untestedAlert, "without `tests:` pharos can only show that `\(name)` is silent while it has no data",
          help: "add `tests:` with series that make it fire, and series that do not", at: ["alerts", .name(name)])
      }
    }
  }

  /// Whom an alert may be about.
  private struct Owners {
    var services: NearestNames
    var components: NearestNames

    init(_ context: SpecContext) {
      services = NearestNames(among: context.spec.services.keys)
      components = NearestNames(among: context.resolved.components.map(\.name))
    }
  }

  private static func owner(
    _ alert: CustomAlert, _ name: String, among owners: inout Owners, _ path: Path, _ context: inout SpecContext
  ) {
    guard !context.isMistyped(path + ["service"]), !context.isMistyped(path + ["component"]) else { return }
    switch (alert.service, alert.component) {
    // About whatever its series are of: they bring their labels.
    case (nil, nil): return
    case (.some, .some):
      context.report(
        .alertOwner, "an alert is about a service or a component, not both",
        help: "remove `service:` or `component:`; without either, the labels of its series say what it is about",
        at: ["alerts", .name(name)])
    case (let service?, nil):
      if context.spec.services[service] == nil, !context.declares(service, in: "services") {
        context.unknown(.unknownService, service, among: &owners.services, at: path + ["service"])
      }
    case (nil, let component?):
      if !owners.components.contains(component), !context.declares(component, in: "components"), context.knowsParts {
        context.unknown(.unknownComponent, component, among: &owners.components, at: path + ["component"])
      }
    }
  }

  /// Nil where the text is no expression.
  private static func expression(_ name: String, _ alert: CustomAlert, _ path: Path, _ context: inout SpecContext)
    -> Expr?
  {
    let result = Expr.parse(alert.expression)
    context.report(
      .expression, result.errors.map { ($0.message, $0.range) }, help: "Prometheus would refuse it",
      in: path + ["expr"])
    guard result.errors.isEmpty, let tree = result.expression else { return nil }
    if !tree.isConditional {
      context.report(
        .alertCondition, "`\(name)` fires for as long as there are series: nothing is compared",
        help: "compare the value with a threshold", at: path + ["expr"])
    }
    return tree
  }

  /// promtool compares the texts of what fires, and a text may show a value that only the case can say.
  private static func values(_ alert: CustomAlert, _ path: Path, _ context: inout SpecContext) {
    let texts = [("summary", alert.summary), ("description", alert.description)] + alert.labels.map { ($0, $1) }
    guard alert.tests.contains(where: { $0.fires && $0.value == nil }),
      let shown = texts.first(where: { $1.includes("{{") && AlertTemplate($1, dialect: .prometheus).readsValue })
    else { return }
    for (index, test) in alert.tests.enumerated() where test.fires && test.value == nil {
      let place = path + ["tests", .index(index)]
      guard !context.isBroken(place) else { continue }
      context.report(
        .missingKey, "`\(shown.0)` depends on the value, and this case does not say what that is",
        help: "add `value:` (\(AlertCase.valueMeaning))", at: place)
    }
  }

  /// Routes, inhibition and dashboards go by these: another value would send the alert elsewhere, or nowhere.
  static func labels(_ labels: OrderedMap<String>, _ path: Path, _ context: inout SpecContext) {
    for name in ["alertname", "severity", "service", "component"] where labels[name] != nil {
      context.report(
        .alertLabel, "pharos sets the label `\(name)` itself", help: "remove it, or rename it",
        at: path + [.name(name)])
    }
  }

  static func runbook(_ runbook: String, _ path: Path, _ context: inout SpecContext) {
    guard runbook != "readme" else {
      // File systems that take capitals for small letters have one file for both.
      context.report(
        .reservedName, "`readme` is the index of the runbooks", help: "choose another name", at: path)
      return
    }
    guard WebAddress(runbook) == nil, !Name.isOwner(runbook) else { return }
    context.report(
      .runbook, "`\(runbook)` is neither the name of a runbook nor a URL",
      help: "write a name such as `sign-ups-stalled`, or a URL", at: path)
  }
}
