extension ReadingRule {
  /// What is wrong inside a pack.
  static let pack: [ReadingRule] = [
    ReadingRule(
      "pack/missing-key", "a key is missing that has no default", "The pack does not say what it is without it."),
    ReadingRule("pack/unknown-key", "a key means nothing here", "What nobody reads has no effect."),
    ReadingRule("pack/type", "a value has another type", "It cannot be used."),
    ReadingRule("pack/value", "a value is none of those that can stand here", "It cannot be used."),
    ReadingRule(
      "pack/choice", "not exactly one of several keys is there", "They exclude each other, and one is needed."),
    ReadingRule(
      "pack/inline-secret", "a secret is written out", "A pack is committed; name the file that holds the secret."),
    ReadingRule(
      "pack/name", "a pack is called otherwise than its folder", "Specs find packs by the name of the folder."),
    ReadingRule(
      "pack/rules", "the rules of a pack do not fit what it was applied to", "They would select nothing there."),
    ReadingRule("pack/expression", "Prometheus would refuse an expression", "The rules that hold it would not load."),
    ReadingRule(
      "pack/template", "a template of an annotation is broken",
      "The notification would carry the error in place of the text."),
    ReadingRule("pack/condition", "an alert compares nothing", "It fires for as long as there are series."),
    ReadingRule(
      "pack/levels", "an alert does not have exactly one of `above`, `below` and `severity`", "Its severity is open."),
    ReadingRule(
      "pack/threshold", "a threshold is not in the unit of its alert", "It would be compared with something else."),
    ReadingRule("pack/parameter", "a default is not of the kind of its parameter", "Every spec would have to set it."),
    ReadingRule("pack/placeholder", "a placeholder means nothing", "It would stand in the output as it is."),
    ReadingRule("pack/arithmetic", "an expression over numbers is broken", "The test that it belongs to has no value."),
    ReadingRule("pack/series", "a series of a test is not said in exactly one way", "The test has no input."),
    ReadingRule("pack/alert", "a test names an alert that the pack does not have", "It would test nothing."),
    ReadingRule("pack/runbook", "a runbook is missing", "Who is paged finds a dead link."),
    ReadingRule("pack/dashboard", "a row names a dashboard that there is not", "It would be shown nowhere."),
    ReadingRule(
      "pack/panel-unit", "a panel draws an alert's thresholds in another unit",
      "The line would be where the alert does not fire."),
    ReadingRule("pack/metric", "a query uses a metric that the pack does not declare", "It may not exist."),
    ReadingRule("pack/buckets", "a histogram has no buckets, or not in rising order", "Its quantiles mean nothing."),
    ReadingRule("pack/target-label", "a metric declares a label that Prometheus attaches", "The target's own wins."),
    ReadingRule(
      "pack/unbounded-label", "nothing bounds the values of a label", "Its series cannot be counted beforehand."),
    ReadingRule("pack/reserved-name", "a name is taken by pharos itself", "Two things would have it."),
  ]
}
