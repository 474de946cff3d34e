import Documents
import PromQL

/// What a service or component changes in an alert of its packs. Thresholds stand under the severities' names, each instead of the
/// pack's own at that severity; other keys set the alert's parameters.
package struct AlertTuning: Sendable {
  package var isEnabled: Bool?
  package var duration: PrometheusDuration?
  package var labels: OrderedMap<String> = [:]
  package var runbook: String?
  /// Thresholds by severity, and parameters by name: which is which the pack knows.
  package var settings: OrderedMap<Node> = [:]

  package init() {}

  package static let section = Section(
    "alert_tuning", "Tuning of a pack's alert.", default: AlertTuning(),
    rest: .init(
      """
      A severity's name sets its threshold, and `off` removes that level; a severity that is not named keeps the pack's. A parameter of the \
      alert sets that parameter.
      """, \.settings),
    fields: [
      .init("enabled", \.isEnabled, .boolean, "Whether the alert exists."),
      .init("for", \.duration, .hold, "How long the condition must hold, a week at most."),
      .init("labels", \.labels, .mapping(of: .alertLabel, key: Name.label), "Further labels."),
      .init("runbook", \.runbook, .string, "Another runbook: a name, a file or an address."),
    ])
}

/// An alert of the project's own.
package struct CustomAlert: Sendable {
  package var service: String?
  package var component: String?
  package var expression = ""
  package var duration = PrometheusDuration(milliseconds: 0)
  package var keepFiring: PrometheusDuration?
  package var severity = ""
  package var category = "business"
  package var summary = ""
  package var description = ""
  package var runbook = ""
  package var labels: OrderedMap<String> = [:]
  package var tests: [AlertCase] = []

  package init() {}

  package static let section = Section(
    "alert", "An alert of the project's own.", default: CustomAlert(),
    fields: [
      .init(
        "service", \.service, Name.owner,
        "Service that it is about; or `component`. Without either, its series bring the label."),
      .init("component", \.component, Name.owner, "Component that it is about; or `service`."),
      .init("expr", \.expression, .string, "Condition in PromQL; it fires for each result.", isRequired: true),
      .init("for", \.duration, .hold, "How long the condition must hold, a week at most."),
      .init(
        "keep_firing_for", \.keepFiring, .hold, "How long it stays after the condition has gone, a week at most."),
      .init("severity", \.severity, Name.owner, "One of `severities`.", isRequired: true),
      .init("category", \.category, Name.owner, "Kind of trouble, for routes and dashboards."),
      .init("summary", \.summary, .alertTemplate, "What is wrong, one line.", isRequired: true),
      .init("description", \.description, .alertTemplate, "What is known about it.", isRequired: true),
      .init(
        "runbook", \.runbook, .string, "Name of a runbook (generated as a skeleton and then yours), or an address.",
        isRequired: true),
      .init("labels", \.labels, .mapping(of: .alertLabel, key: Name.label), "Further labels."),
      .init(
        "tests", \.tests, .list(of: AlertCase.section.codec), "Cases that promtool runs, where they cannot be derived."),
    ])
}

/// A case of a unit test in promtool's notation.
package struct AlertCase: Sendable {
  package struct Series: Sendable {
    package var series = ""
    package var values = ""
  }

  package var name = ""
  package var interval = PrometheusDuration.minutes(1)
  package var series: [Series] = []
  package var evaluationTime = PrometheusDuration.minutes(0)
  package var fires = true
  package var labels: OrderedMap<String> = [:]
  package var value: Decimal?

  static let valueMeaning = "Value of the expression then, where a text shows it or depends on it."

  package static let section = Section(
    "alert_case", "A case of a unit test.", default: AlertCase(),
    fields: [
      .init("name", \.name, .string, "What the case shows."),
      .init("interval", \.interval, .positiveDuration, "Time between the values."),
      .init("series", \.series, .list(of: seriesSection.codec), "Series that exist.", isRequired: true),
      .init("at", \.evaluationTime, .duration, "When to look.", isRequired: true),
      .init("fires", \.fires, .boolean, "Whether the alert fires then."),
      .init(
        "labels", \.labels, .mapping(of: .text, key: Name.label),
        "Labels of the firing alert that its expression brings."),
      .init("value", \.value, .number, valueMeaning),
    ])

  private static let series = Codec.string.checked { text in
    SeriesNotation.problem(inSeries: text).map { ($0, "promtool would refuse it") }
  }

  private static let values = Codec.text.checked { text in
    SeriesNotation.problem(inValues: text).map { ($0, "promtool would refuse it") }
  }

  private static let seriesSection = Section(
    "alert_case_series", "One series of a case.", default: Series(),
    fields: [
      .init("series", \.series, series, "Metric and labels.", isRequired: true),
      .init("values", \.values, values, "Values in promtool's notation, `0+10x60`.", isRequired: true),
    ])
}

extension Codec where Value == PrometheusDuration {
  /// How long a condition holds, or stays. Beyond a week nobody waits, and the unit tests step through it all.
  static let hold = duration.checked { duration in
    guard duration > .days(7) else { return nil }
    return (
      "nobody would be notified for \(duration.days) days",
      "a week, `7d`, is the most; what is slower than that is a question for a longer range in the expression"
    )
  }
}

extension PrometheusDuration {
  fileprivate var days: String { (milliseconds / 86_400_000).grouped }
}
