import Documents

/// What a version of pharos changes for those who generated their stack with an earlier one: a file under `templates/upgrades/`.
package struct Release: Sendable {
  package var version = ""
  package var changes: [Change] = []
  package var images: OrderedMap<Image> = [:]
  package var metrics: OrderedMap<MetricChange> = [:]

  /// Something that people notice.
  package struct Change: Sendable {
    package var what = ""
    package var why = ""
    /// Packs that it is about; all stacks where there are none.
    package var packs: [String] = []

    static let section = Section(
      "release_change", "Something that people notice.", default: Change(),
      fields: [
        .init("what", \.what, .string, "What is other than before, one sentence.", isRequired: true),
        .init("why", \.why, .string, "Why, and what to do about it.", isRequired: true),
        .init("packs", \.packs, .list(of: .string), "Packs that it is about; every stack if not said."),
      ])
  }

  /// The image of a pack's container is of another version.
  package struct Image: Sendable {
    package var from = ""
    package var to = ""
    /// What of the software's own release notes matters here.
    package var notes: [String] = []
    package var source: String?

    static let section = Section(
      "release_image", "An image of another version.", default: Image(),
      fields: [
        .init("from", \.from, .text, "Tag that was pinned before.", isRequired: true),
        .init("to", \.to, .text, "Tag that is pinned now.", isRequired: true),
        .init("notes", \.notes, .list(of: .string), "What of its release notes matters here.", isRequired: true),
        .init("source", \.source, .string, "Where they were read."),
      ])
  }

  /// A metric that is exposed no longer under its name.
  package struct MetricChange: Sendable {
    package var pack = ""
    package var replacement: String?
    package var note = ""

    static let section = Section(
      "release_metric", "A metric that is exposed no longer under its name.", default: MetricChange(),
      fields: [
        .init("pack", \.pack, .string, "Pack whose metric it was.", isRequired: true),
        .init("instead", \.replacement, .text, "Metric that says the same now."),
        .init("note", \.note, .string, "Why, and what else to know.", isRequired: true),
      ])
  }

  package static let section = Section(
    "release", "What a version of pharos changes for existing stacks.", default: Release(),
    fields: [
      .init("version", \.version, .text, "The version; equals the file's name.", isRequired: true),
      .init("changes", \.changes, .list(of: Change.section.codec), "What people notice."),
      .init("images", \.images, .mapping(of: Image.section.codec, key: .string), "Images of other versions, by pack."),
      .init(
        "metrics", \.metrics, .mapping(of: MetricChange.section.codec, key: .text),
        "Metrics that are gone or renamed, by their old names."),
    ])

  /// - Returns: nil, with findings, for what is no such file.
  package static func read(_ source: SourceFile) -> (release: Release?, findings: [Finding]) {
    let (root, findings) = YAMLDocuments.readSingle(source)
    var decoding = Decoding(source: source, family: UpgradeFinding.self)
    decoding.findings = findings
    guard let root, !findings.hasErrors else { return (nil, findings) }
    let release = section.decode(root, &decoding)
    return (decoding.findings.hasErrors ? nil : release, decoding.findings)
  }
}

extension [Release] {
  /// Those after one version up to another, the oldest first.
  package func after(_ old: SoftwareVersion, through new: SoftwareVersion) -> [Release] {
    let placed = compactMap { release in SoftwareVersion(release.version).map { (version: $0, release: release) } }
    return placed.filter { old < $0.version && $0.version <= new }.sorted { $0.version < $1.version }.map(\.release)
  }
}
