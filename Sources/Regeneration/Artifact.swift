#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A generated file: where it goes and what it holds.
package struct Artifact: Sendable {
  /// Who may change the file between two runs.
  package enum Kind: String, Sendable, CaseIterable {
    /// Generated and nothing else: an edit by hand stops the next run until it is put into the spec or forced away.
    case owned
    /// Meant to be edited: an edit by hand is kept, and what changes in the generated version is merged into it.
    case merged
  }

  /// Relative to the output folder, with `/` between the names.
  package var path: String
  package var contents: [UInt8]
  package var kind: Kind
  package var isExecutable: Bool
  /// What was laid over the generated contents, and what that changes; one line for people.
  package var overlay: String?

  package init(_ path: String, _ contents: [UInt8], kind: Kind = .owned, isExecutable: Bool = false) {
    self.path = path
    self.contents = contents
    self.kind = kind
    self.isExecutable = isExecutable
  }

  package init(_ path: String, text: String, kind: Kind = .owned, isExecutable: Bool = false) {
    self.init(path, Array(text.utf8), kind: kind, isExecutable: isExecutable)
  }
}

/// What a path may be. Paths also come from the manifest and the journal, which lie in a repository that anyone may
/// have written: the rule is what keeps pharos inside the output folder, and its own files out of reach.
package enum ArtifactPath {
  /// Where pharos keeps what it knows; no artifact lies there.
  package static let ownFolder = ".pharos"
  package static let manifest = ".pharos/manifest.json"
  /// Generated versions that edits by hand began from, see `BaseStore`.
  package static let bases = ".pharos/bases"

  /// Why `path` cannot be an artifact's, as the end of a sentence; nil when it can.
  package static func problem(with path: String) -> String? {
    if path.isEmpty { return "is empty" }
    if path.utf8.count > 900 { return "is longer than 900 bytes" }
    if path.utf8.first == slash { return "is absolute" }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F || $0 == "\"" || $0 == "\\" }) {
      return "has a control character, a quote or a backslash"
    }
    let names = names(of: path)
    if names.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) { return "has an empty name, `.` or `..`" }
    // 255 bytes is what ext4, XFS, Btrfs and APFS take; a longer name would fail only after others were written.
    if names.contains(where: { $0.utf8.count > 255 }) { return "has a name longer than 255 bytes" }
    if folded(names[0]) == ownFolder { return "lies in `\(ownFolder)/`, which is pharos's own" }
    return whoRuns(names)
  }

  /// Where a path leads whose files are run, as the end of a sentence; nil where it leads to no such place.
  package static func whoRuns(_ names: [String]) -> String? {
    let folders = names.map(asGitSees)
    if folders.contains(".git") { return "lies in `.git`, whose files Git runs and obeys" }
    if zip(folders, folders.dropFirst()).contains(where: { $0 == (".github", "workflows") }) {
      return "lies in `.github/workflows`, whose files GitHub runs"
    }
    return nil
  }

  /// Whether pharos may have generated a file at `path`: none of the secrets, and beside its folders only a few.
  static func mayBeGenerated(_ path: String) -> Bool {
    let names = names(of: path).map(folded)
    if names.count == 1 { return topFiles.contains(names[0]) }
    return names[0] != "secrets" || names.dropFirst() == ["readme.md"]
  }

  private static let topFiles: Set<String> = [".env.example", ".gitattributes", ".gitignore", "docker-compose.yml"]

  /// Whether pharos keeps something of its own at `path`.
  package static func isOwn(_ path: String) -> Bool { path == manifest || path == bases }

  static let conflictSuffix = ".conflict"

  /// Where the merge of an edited file with its new version is laid down when the two contradict each other.
  package static func conflictFile(of path: String) -> String { path + conflictSuffix }

  // Split by bytes, as the system does: Swift sees a slash with a combining accent after it as another character, and
  // `../` with one as an ordinary name.

  /// The names between the slashes.
  package static func names(of path: String) -> [String] {
    path.utf8.split(separator: slash, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  /// The folder that `path` lies in, empty for the output folder itself.
  package static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[..<$0]) } ?? ""
  }

  /// The last of the names.
  package static func name(of path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  private static let slash = UInt8(ascii: "/")

  /// A name without the characters that HFS+ does not see in it: `.g\u{200C}it` is `.git` there.
  ///
  /// Source: `next_hfs_char` in Git's utf8.c.
  private static func asGitSees(_ name: String) -> String {
    let unseen: [ClosedRange<UInt32>] = [0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF...0xFEFF]
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return folded(name) }
    let seen = name.unicodeScalars.filter { scalar in !unseen.contains { $0.contains(scalar.value) } }
    return folded(String(String.UnicodeScalarView(seen)))
  }

  /// `path` as a file system sees it that holds `A` and `a` for one name.
  static func folded(_ path: String) -> String { path.lowercased() }
}

extension [UInt8] {
  /// Equality at the speed of memory: `==` goes byte by byte.
  func isSame(as other: [UInt8]) -> Bool { count == other.count && memcmp(self, other, count) == 0 }
}
