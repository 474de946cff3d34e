import Documents

extension Rule {
  static let runbookMissing = Rule(
    "runbook/missing", .error, "an alert links to a runbook that is not there",
    why:
      """
      Whoever is woken follows the link and finds nothing. A link is looked for among the Markdown files that are linted and, \
      where it is a path, on disk; an address counts when it begins with a base of `base_urls` or of the spec's `urls.runbooks`, or \
      when another alert's link into the same folder leads to a file here.
      """,
    parameters: [
      .init("base_urls", "Addresses below which the repository's own files are read.", default: .list([]))
    ],
    bad: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "⟦https://github.com/acme/shop/blob/main/runbooks/queue-ful.md⟧")
            + Example.linkingRule(to: "https://github.com/acme/shop/blob/main/runbooks/queue-full.md"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers.\n",
        ]),
      Example(
        files: [
          "rules.yml": Example.linking(to: "⟦runbooks/queue.md⟧"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers.\n",
        ]),
    ],
    good: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/{{ $labels.team }}/queue-full.md"),
          "runbooks/shop/queue-full.md": "# Queue full\n\nAdd workers.\n",
        ]),
      Example(
        files: [
          "rules.yml": Example.linking(to: "https://runbooks.example.org/queue-full"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers.\n",
        ]),
    ],
    check: .project { facts, reporter in
      let shelf = RunbookShelf(facts, reporter)
      var known = NearestNames(
        among: shelf.files.lazy.compactMap { $0.path.split(separator: "/").last.map(String.init) })
      for reference in facts.runbooks {
        let (link, alert) = (reference.link, reference.alert)
        guard case .missing = shelf.target(of: link, from: alert) else { continue }
        let name = String(link.parts.last ?? "")
        reporter.report(
          "there is no `\(link.path)` in the repository: whoever is woken by `\(alert.name)` finds nothing",
          at: reference.place(of: reference.value), in: alert.source,
          help: known.nearest(to: name).map { "did you mean `\($0)`?" }
            ?? "write it, or correct the link")
      }
    })
}
