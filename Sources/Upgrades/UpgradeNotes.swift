import Documents
import Project

/// What the versions between two of pharos bring to one stack, in Markdown.
package struct UpgradeNotes {
  private let releases: [Release]
  private let packs: Set<String>
  /// Packs of which something runs.
  private let running: Set<String>

  package init(_ releases: [Release], for stack: Stack) {
    self.releases = releases
    packs = Set(stack.packs.keys)
    running = Set(stack.workloads.map(\.pack))
  }

  /// A heading for each version that changes something for this stack; empty where none does.
  package var markdown: String {
    releases.compactMap { release in
      let lines = changes(of: release) + images(of: release) + metrics(of: release)
      return lines.isEmpty ? nil : "### pharos \(release.version)\n\n" + lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private func changes(of release: Release) -> [String] {
    release.changes.filter { $0.packs.isEmpty || !packs.isDisjoint(with: $0.packs) }.map { "- \($0.what) \($0.why)" }
  }

  private func images(of release: Release) -> [String] {
    release.images.filter { pack, _ in running.contains(pack) }.flatMap { pack, image in
      ["- `\(pack)` `\(image.from)` → `\(image.to)`" + (image.source.map { " (<\($0)>)" } ?? "")]
        + image.notes.map { "  - \($0)" }
    }
  }

  private func metrics(of release: Release) -> [String] {
    release.metrics.filter { packs.contains($1.pack) }.map { name, change in
      "- metric `\(name)`" + (change.replacement.map { " is `\($0)` now" } ?? " is gone") + ": \(change.note)"
    }
  }
}
