import Documents

extension Rule {
  static let runbookMissingHeading = Rule(
    "runbook/missing-heading", .warning, "an alert links to a heading that its runbook does not have",
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
      // Headings that were called otherwise once are missing from every link to the page.
      var missing: [(reference: RunbookReference, path: String, fragment: String, anchors: Set<String>)] = []
      for reference in facts.runbooks {
        guard let fragment = reference.link.fragment, !fragment.isEmpty,
          !fragment.utf8.contains(where: { "*%".utf8.contains($0) }),
          case .files(let files) = shelf.target(of: reference.link, from: reference.alert), let file = files.first,
          !files.contains(where: { $0.anchors.contains(fragment.lowercased()) || $0.anchors.contains(fragment) })
        else { continue }
        missing.append((reference, file.path, fragment, Set(file.anchors)))
      }
      for links in Dictionary(grouping: missing, by: { $0.reference.alert.source.name + "\n" + $0.path }).values {
        let (reference, path, fragment, anchors) = links[0]
        reporter.report(
          "`\(path)` has no heading `#\(fragment)`", at: reference.place(of: "#" + fragment),
          in: reference.alert.source,
          help: Spelling.nearest(to: fragment, among: anchors).map { "did you mean `#\($0)`?" }
            ?? "add the heading, or link to an existing one",
          notes: reporter.notes(
            alsoAt: links.dropFirst().map { $0.reference.place(of: "#" + $0.fragment) }, in: reference.alert.source))
      }
    })
}
