extension ReadingRule {
  /// What `pharos validate` says of a spec.
  static let spec: [ReadingRule] = [
    // Reading it.
    ReadingRule("spec/empty", "the spec is empty", "There is nothing to generate."),
    ReadingRule("spec/missing-key", "a key is missing that has no default", "Nothing can be guessed in its place."),
    ReadingRule(
      "spec/unknown-key", "a key means nothing here", "It is misspelled or misplaced, and what it says is not done."),
    ReadingRule("spec/type", "a value has another type", "It cannot be used."),
    ReadingRule("spec/value", "a value is none of those that can stand here", "It cannot be used."),
    ReadingRule(
      "spec/choice", "not exactly one of several keys is there", "They exclude each other, and one is needed."),
    ReadingRule(
      "spec/environment", "`--env` names an environment that there is not", "Nothing would be laid over the spec."),
    ReadingRule(
      "spec/inline-secret", "a secret is written out", "A spec is committed; name the file that holds the secret."),
    // Names and references.
    ReadingRule("spec/duplicate-name", "two things have one name", "Jobs and alerts are told apart by their names."),
    ReadingRule("spec/reserved-name", "a name is taken by pharos itself", "Two things would have it."),
    ReadingRule("spec/duplicate-port", "two containers would publish one port", "The second would not start."),
    ReadingRule(
      "spec/duplicate-target", "a target is listed twice", "It would be scraped twice under the same labels."),
    ReadingRule("spec/unknown-pack", "there is no such pack", "Nothing says what to monitor."),
    ReadingRule(
      "spec/packs-folder", "the folder of the project's own packs cannot be read", "Which packs there are is not known."
    ),
    ReadingRule("spec/overrides-folder", "the folder of overlays does not exist", "Nothing is laid over the stack."),
    ReadingRule("spec/pack-kind", "a pack stands where packs of another kind belong", "It does not fit what is there."),
    ReadingRule("spec/unknown-alert", "an alert is tuned that there is not", "The tuning has no effect."),
    ReadingRule("spec/unknown-service", "there is no such service", "The reference leads nowhere."),
    ReadingRule("spec/unknown-component", "there is no such component", "The reference leads nowhere."),
    ReadingRule("spec/unknown-container", "there is no such container", "The reference leads nowhere."),
    ReadingRule("spec/unknown-receiver", "there is no such receiver", "Nobody would hear of it."),
    ReadingRule("spec/unknown-scrape", "there is no such scrape", "The reference leads nowhere."),
    ReadingRule("spec/unknown-severity", "there is no such severity", "No route would match it."),
    ReadingRule("spec/unknown-time-interval", "there is no such time interval", "Alertmanager would refuse the route."),
    ReadingRule("spec/unused-team", "nothing belongs to a team", "Its route matches no alert.", .warning),
    // Targets.
    ReadingRule("spec/no-target", "a service or component has no target", "It would not be scraped."),
    ReadingRule(
      "spec/two-targets", "there are both `targets` and `discovery`", "Only one of them can say where it runs."),
    ReadingRule("spec/no-port", "a discovered address has no port", "It could not be scraped."),
    ReadingRule("spec/no-health-path", "a health check has no path", "There is nothing to ask."),
    ReadingRule("spec/not-managed", "a component without a container is to be run", "There is nothing to run."),
    ReadingRule(
      "spec/replicas", "there are not as many targets as replicas", "Arithmetic and alerts count on the number."),
    ReadingRule(
      "spec/hidden-replicas", "fewer targets than replicas are listed",
      "Behind an address that several replicas answer at, Prometheus reads one of them at random: counters seem to fall and rise.",
      .info),
    // Metrics.
    ReadingRule("spec/buckets", "a histogram has no buckets, or not in rising order", "Its quantiles mean nothing."),
    ReadingRule("spec/target-label", "a metric declares a label that Prometheus attaches", "The target's own wins."),
    ReadingRule(
      "spec/unbounded-label", "nothing bounds the values of a label", "Its series cannot be counted beforehand."),
    ReadingRule(
      "spec/series-per-metric", "a metric has more series than its budget", "Each series costs memory for hours."),
    ReadingRule(
      "spec/label-values", "a label takes more values than its budget",
      "Each is a series of its own, for every other label.",
      .warning),
    ReadingRule(
      "spec/series", "all services together have more series than their budget", "Prometheus holds each in memory.",
      .warning
    ),
    ReadingRule(
      "spec/cost-window", "spending is summed up over longer than metrics are kept",
      "The month's bill lacks its first half."),
    .init(
      "spec/metrics-size", "the disk is full before the retention is over", "Older data goes sooner than promised."),
    // Time.
    ReadingRule("spec/interval", "an interval leaves gaps", "Prometheus looks back five minutes for a value."),
    ReadingRule("spec/timeout", "a timeout is longer than its interval", "Prometheus refuses it."),
    // Alerts.
    ReadingRule("spec/alert-condition", "an alert compares nothing", "It fires for as long as there are series."),
    ReadingRule(
      "spec/alert-owner", "an alert is about nothing, or two things", "Its labels and its route follow from its owner."),
    ReadingRule(
      "spec/alert-label", "an alert sets a label that pharos sets itself",
      "Routes, inhibition and dashboards go by these: another value would send the alert elsewhere, or nowhere."),
    ReadingRule("spec/expression", "Prometheus would refuse an expression", "The rules that hold it would not load."),
    ReadingRule(
      "spec/template", "a template is broken", "The notification would carry the error in place of the text."),
    ReadingRule("spec/parameter", "a parameter has a value of another kind", "It cannot be compared."),
    ReadingRule(
      "spec/threshold", "a threshold is not in the unit of its alert", "It would be compared with something else."),
    ReadingRule("spec/no-threshold", "an alert is given a threshold and has none", "The number has no effect."),
    ReadingRule(
      "spec/threshold-order", "an alert is urgent before it is a warning", "The warning would never be seen by itself."),
    ReadingRule("spec/runbook", "a runbook is missing", "Who is paged finds a dead link."),
    ReadingRule("spec/untested-alert", "an alert of one's own has no tests", "Nothing shows that it can fire.", .info),
    // Files.
    ReadingRule(
      "spec/merge", "a file whose edits are to be kept is not generated", "The entry has no effect.", .warning),
    // Logs and traces.
    ReadingRule(
      "spec/log-retention", "logs are kept for less than a day", "Loki does not start with less."),
    ReadingRule(
      "spec/tail-sample", "a key of sampling changes nothing", "Whoever reads it expects something else.", .warning),
    // Objectives.
    ReadingRule(
      "spec/untested-objective", "an objective's alerts cannot be tested beyond silence",
      "Nothing shows that they can fire.",
      .info),
    ReadingRule("spec/objective-target", "a target leaves no budget, or none worth measuring", "It could not be kept."),
    ReadingRule(
      "spec/objective-window", "an objective looks back further than metrics are kept", "It sees a part only."),
    ReadingRule(
      "spec/objective-metric", "a metric is missing that an objective is measured by", "It would have no data."),
    ReadingRule(
      "spec/objective-match", "an objective selects by a label that the metric lacks", "It would have no data."),
    ReadingRule("spec/objective-bucket", "a latency is no bucket of its histogram", "It cannot be measured exactly."),
    ReadingRule("spec/objective-burn", "a burn rate cannot be reached", "The alert could never fire."),
    ReadingRule(
      "spec/objective-probe", "an objective is measured by a probe that there is not", "It would have no data."),
    ReadingRule(
      "spec/objective-expression", "an expression does not use `$window`", "It would be the same for all windows."),
    // Notifications.
    ReadingRule(
      "spec/not-watched", "nothing looks at a service's signals, a component, a health check or a probe",
      "It has no scrapes, or what would ask for it is left out of `deploy.provide`.", .warning),
    ReadingRule("spec/no-receiver", "there is no receiver", "Nobody would hear of anything."),
    ReadingRule("spec/route", "a route matches everything, or nothing", "It hides others, or is never taken."),
    ReadingRule(
      "spec/no-heartbeat", "nobody watches the watcher", "When Prometheus or Alertmanager stops, nothing is heard.",
      .info),
  ]
}
