import Documents
import Project

/// The built-in packs, with the project's own where there is a project.
struct ShowPacks {
  let files: PackFiles

  /// - Parameter spec: path of the spec whose own packs count; the nearest one where it is nil.
  init(spec: String?) throws(CommandFailure) {
    let hasProject = spec != nil || SpecSearch.nearest() != nil
    files = hasProject ? try LoadedProject(SpecChoice(path: spec)).packs : BuiltInPacks.files
  }

  /// Every pack that can be read.
  var all: [Pack] { files.packNames.compactMap { files.read($0).pack } }

  /// One pack, and what is to be said of its files.
  func pack(_ name: String) throws(CommandFailure) -> (Pack, [Finding]) {
    let (pack, problems) = files.read(name)
    if let pack { return (pack, problems) }
    guard problems.isEmpty else { throw CommandFailure(nil, [.findings(problems)]) }
    throw CommandFailure("there is no pack `\(name)`", help: Spelling.help(for: name, among: files.packNames))
  }
}
