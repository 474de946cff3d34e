import Documents

extension Rule {
  static let runbookMissingHeading = Rule(
    "runbook/missing-heading", .error, "an alert links to a heading that its runbook does not have",
    why: "The link opens the top of a long page, and whoever is woken reads about something else first.",
    bad: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/queues.md⟦#queue-ful⟧"),
          "runbooks/queues.md": "# Queues\n\n## Queue full\n\nAdd workers.\n",
        ])
    ],
    good: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/queues.md#queue-full"),
          "runbooks/queues.md": "# Queues\n\n## Queue full\n\nAdd workers.\n",
        ])
    ],
    check: .project { facts, reporter in
      if facts.markdown.isEmpty { return }
      let shelf = RunbookShelf(facts, reporter)
      for reference in facts.runbooks {
        guard let fragment = reference.link.fragment, !fragment.isEmpty,
          !fragment.utf8.contains(where: { "*%".utf8.contains($0) }),
          case .files(let files) = shelf.target(of: reference.link, from: reference.alert), let file = files.first,
          !files.contains(where: { $0.anchors.contains(fragment.lowercased()) || $0.anchors.contains(fragment) })
        else { continue }
        reporter.report(
          "`\(file.path)` has no heading `#\(fragment)`", at: reference.place(of: "#" + fragment),
          in: reference.alert.source, help: Spelling.help(for: fragment, among: file.anchors))
      }
    })
}
