import Documents
import Project

/// The built-in packs, with the project's own where there is a project.
struct ShowPacks {
  let files: PackFiles
  /// Path of the spec; nil where there is none.
  private let specPath: String?

  /// - Parameter spec: path of the spec whose own packs count; the nearest one where it is nil.
  init(spec: String?) throws(CommandFailure) {
    let hasProject = spec != nil || SpecSearch.nearest() != nil
    let project = hasProject ? try LoadedProject(SpecChoice(path: spec)) : nil
    files = project?.packs ?? BuiltInPacks.files
    specPath = project?.path
  }

  /// Every pack that can be read.
  var all: [Pack] { files.packNames.compactMap { files.read($0).pack } }

  /// One pack, and what is to be said of its files.
  func pack(_ name: String) throws(CommandFailure) -> (Pack, [Finding]) {
    let (pack, problems) = files.read(name)
    if let pack { return (pack, problems) }
    guard problems.isEmpty else { throw CommandFailure(nil, [.findings(problems)]) }
    throw CommandFailure(
      "there is no pack `\(name)`", help: unreadFolder(of: name) ?? Spelling.help(for: name, among: files.packNames))
  }

  /// What to do for a pack that lies where `packs new` writes one, and that no spec leads to.
  private func unreadFolder(of name: String) -> String? {
    let folder = SpecSearch.folder(of: specPath ?? SpecSearch.name) + "packs/\(name)"
    guard SpecSearch.exists("\(folder)/pack.yml") else { return nil }
    return specPath.map { "\(folder) is there: say `packs_dir: packs` in \($0)" }
      ?? "\(folder) is there, and no pharos.yml: write one that says `packs_dir: packs`"
  }
}
