extension Example {
  /// A spec for examples of what a catalogue tells.
  static let shop = """
    version: 1
    project: shop
    services:
      web:
        targets: [web:8000]
    receivers:
      slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

    """

  /// An alert beside that spec.
  ///
  /// - Parameter text: more of the spec.
  static func inShop(_ expression: String, adding text: String = "") -> Example {
    Example(files: ["pharos.yml": shop + text, "rules.yml": alertText(expression)])
  }

  /// A rule file with an alert.
  static func alertText(_ expression: String) -> String { alert(expression).files[0].text }
}

extension Example {
  /// The same with a metric of its own.
  static let shopWithJobs = """
    version: 1
    project: shop
    services:
      web:
        targets: [web:8000]
        metrics:
          jobs: { type: gauge, help: Jobs that wait., labels: { queue: { max: 2 } } }
    receivers:
      slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

    """
}
