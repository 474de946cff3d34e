import Documents

extension Rule {
  static let runbookOrphan = Rule(
    "runbook/orphan", .warning, "a runbook that no alert links to",
    why:
      """
      Nobody finds it when it is needed, and nobody notices when it is no longer true. Looked for where some alert links to \
      a file here, so that the alerts are among what is linted. An info where \
      alerts link to less than half of them: the others may be procedures of another kind.
      """,
    parameters: [.runbookFolders],
    bad: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/queue-full.md"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers.\n",
          "runbooks/disk-full.md": "# ⟦Disk full⟧\n\nRemove old files.\n",
        ]),
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/QueueFull.md"),
          "runbooks/QueueFull.md": "# Queue full\n\nAdd workers.\n",
          "runbooks/DiskFull.md": "# ⟦Disk full⟧\n\nRemove old files.\n",
        ]),
    ],
    good: [
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/queue-full.md"),
          "runbooks/queue-full.md": "# Queue full\n\nAdd workers: [how](workers.md).\n",
          "runbooks/workers.md": "# Adding workers\n\nSet `replicas`.\n",
          "runbooks/README.md": "# Runbooks\n",
          "runbooks/troubleshooting-guide.md": "# Troubleshooting\n",
        ]),
      Example(
        files: [
          "rules.yml": Example.linking(to: "runbooks/QueueFull.md"),
          "runbooks/QueueFull.md": "# Queue full\n\nAdd workers.\n",
          "runbooks/restoring-a-backup.md": "# Restoring a backup\n",
        ]),
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
      // Where the runbooks of alerts are called as their alerts are, a page that is not is a guide.
      let areNamed = linked.allSatisfy { ProjectPath.isNamedAsAlert($0) }
      let orphans = facts.markdown.filter { file in
        file.isRunbook(in: folders) && !linked.contains(file.path)
          && !(areNamed && !ProjectPath.isNamedAsAlert(file.path) || file.isGuide)
      }
      for file in orphans {
        reporter.report(
          "no alert links to this runbook: nobody finds it when it is needed", at: file.title, in: file.source,
          help: "link it from its alert's `runbook_url`, or remove it",
          // A folder of procedures, of which some are about alerts.
          as: orphans.count > linked.count ? .info : nil)
      }
    })
}

extension ProjectPath {
  /// Whether a file is called in the form of alerts: `DiskFull.md`.
  fileprivate static func isNamedAsAlert(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").prefix { $0 != "." }
    return name.first?.isUppercase == true && name.contains(where: \.isLowercase)
      && name.allSatisfy { $0.isLetter || $0.isNumber }
  }
}

extension MarkdownFact {
  /// Whether its name says that it is about more than one alert.
  fileprivate var isGuide: Bool {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    return name.split { !$0.isLetter }.contains { ["guide", "overview", "template", "troubleshooting"].contains($0) }
  }
}
