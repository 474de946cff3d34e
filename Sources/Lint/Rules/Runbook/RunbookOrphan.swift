import Documents

extension Rule {
  static let runbookOrphan = Rule(
    "runbook/orphan", .warning, "a runbook that no alert links to",
    why:
      """
      Nobody finds it when it is needed, and nobody notices when it is no longer true. Looked for where some alert links to \
      a file here, so that the alerts are among what is linted.
      """,
    parameters: [.runbookFolders],
    bad: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/queue-full.md"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers.\n",
          "runbooks/disk-full.md": "# ⟦Disk full⟧\n\nRemove old files.\n",
        ])
    ],
    good: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/queue-full.md"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers: [how](workers.md).\n",
          "runbooks/workers.md": "# Adding workers\n\nSet `replicas`.\n",
          "runbooks/README.md": "# Runbooks\n",
        ])
    ],
    check: .project { facts, reporter in
      if facts.markdown.isEmpty { return }
      let folders = reporter.settings.strings("folders")
      let shelf = RunbookShelf(facts, reporter)
      var open: [MarkdownFact] = []
      for reference in facts.runbooks {
        if case .files(let files) = shelf.target(of: reference.link, from: reference.alert) { open += files }
      }
      guard !open.isEmpty else { return }
      let byPath = Dictionary(facts.markdown.map { ($0.path, $0) }) { first, _ in first }
      var linked: Set<String> = []
      // What a linked runbook links to is found by way of it.
      while let file = open.popLast() {
        guard linked.insert(file.path).inserted else { continue }
        for link in file.links where !link.target.includes("://") {
          let path = ProjectPath.linked(String(link.target.prefix { $0 != "#" }), from: file.path)
          if let next = byPath[path] { open.append(next) }
        }
      }
      for file in facts.markdown where file.isRunbook(in: folders) && !linked.contains(file.path) {
        reporter.report(
          "no alert links to this runbook: nobody finds it when it is needed", at: file.title, in: file.source,
          help: "link it from its alert's `runbook_url`, or remove it")
      }
    })
}
