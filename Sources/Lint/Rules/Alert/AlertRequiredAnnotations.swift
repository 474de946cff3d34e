import Documents

extension Rule {
  static let requiredAnnotations = Rule(
    "alert/required-annotations", .info, "an alert without the annotations that every alert should have",
    why: "At three in the morning a name alone does not say what to do.",
    parameters: [.init("names", "Annotations that every alert must have.", default: ["summary"])],
    bad: [.alert("up == 0").marking("Example")],
    good: [annotated("{{ $labels.instance }} is down")],
    check: .alert { rule, reporter in
      for name in reporter.settings.strings("names") where rule.annotation(name)?.value.trimmed().isEmpty != false {
        reporter.report(
          "the alert has no `\(name)`, which tells whoever it wakes what it means", at: rule.name,
          help: "add an annotation `\(name):`")
      }
    })
}
