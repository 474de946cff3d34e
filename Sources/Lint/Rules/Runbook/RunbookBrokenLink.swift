import Documents

extension Rule {
  static let runbookBrokenLink = Rule(
    "runbook/broken-link", .warning, "a broken link in a runbook",
    why: "A runbook is followed step by step by somebody in a hurry. A dead link in it stops them.",
    parameters: [.runbookFolders],
    bad: [
      Example(
        files: [
          "runbooks/queue-full.md": "# Queue full\n\nAdd [workers](⟦worker.md⟧), see [below](⟦#then⟧).\n",
          "runbooks/workers.md": "# Adding workers\n\nSet `replicas` [as before](queue-full.md⟦#before⟧).\n",
        ])
    ],
    good: [
      Example(
        files: [
          "runbooks/queue-full.md":
            "# Queue full\n\nAdd [workers](workers.md#adding-workers), see [below](#then), `[x](y.md)`.\n\n## Then\n\nWait.\n",
          "runbooks/workers.md": "# Adding workers\n\nSet `replicas` in [the chart](../chart/values.yaml).\n",
        ])
    ],
    check: .project { facts, reporter in
      let folders = reporter.settings.strings("folders")
      let byPath = Dictionary(facts.markdown.map { ($0.path, $0) }) { first, _ in first }
      var paths = NearestNames(among: byPath.keys)
      var neighbours: [String: Int] = [:]
      for file in facts.markdown { neighbours[ProjectPath.folder(file.path), default: 0] += 1 }
      for file in facts.markdown where file.isRunbook(in: folders) {
        for link in file.links where link.isRelative {
          let name = String(link.target.prefix { $0 != "#" && $0 != "?" })
          let fragment = link.target.firstIndex(of: "#").map { String(link.target[link.target.index(after: $0)...]) }
          let path = name.isEmpty ? file.path : ProjectPath.linked(name, from: file.path)
          if let target = byPath[path] {
            guard let fragment, !fragment.isEmpty, !fragment.utf8.contains(UInt8(ascii: "%")),
              !target.anchors.contains(fragment), !target.anchors.contains(fragment.lowercased())
            else { continue }
            let start = link.range.upperBound - fragment.utf8.count - 1
            reporter.report(
              "`\(target.path)` has no heading `#\(fragment)`", at: start..<link.range.upperBound, in: file.source,
              help: Spelling.help(for: fragment, among: target.anchors))
            continue
          }
          let isKnownToBeMissing =
            reporter.knowledge.exists.map { !$0(path) }
            ?? (name.hasSuffix(".md") && neighbours[ProjectPath.folder(path), default: 0] > 1)
          guard !facts.paths.contains(path), isKnownToBeMissing else { continue }
          reporter.report(
            "there is no `\(path)`", at: link.range, in: file.source,
            help: paths.nearest(to: path).map { "did you mean `\($0)`?" })
        }
      }
    })
}
