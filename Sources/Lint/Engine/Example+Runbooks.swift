extension Example {
  /// A rule file with an alert that links to a runbook.
  static func linking(to link: String) -> String {
    """
    groups:
      - name: example
        rules:

    """ + linkingRule(to: link)
  }

  /// One more rule for it.
  static func linkingRule(to link: String) -> String {
    """
          - alert: QueueFull
            expr: jobs_in_queue > 100
            labels: { team: shop }
            annotations:
              runbook_url: "\(link)"

    """
  }
}
