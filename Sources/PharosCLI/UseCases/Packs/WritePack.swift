import Documents
import Project
import Scaffold
import Workspace

/// Writes a small pack that works into the folder of the project's own packs.
struct WritePack {
  struct Request {
    var name: String
    var kind = Pack.Kind.exporter
    /// An address or file that shows what the software exposes.
    var page: String?
    /// The spec whose `packs_dir` is meant; the nearest one where it is nil.
    var spec: String?
  }

  struct Outcome {
    let folder: String
    let files: [String]
    /// What the spec has to say for the pack to count; nil where it does.
    let packsFolder: String?
  }

  func callAsFunction(_ request: Request) throws(CommandFailure) -> Outcome {
    guard Name.isOwner(request.name) else {
      throw CommandFailure(
        "`\(request.name)` is no name of a pack", help: "write it with small letters, digits, `-` and `_`: `job-queue`")
    }
    let project = try project(request.spec)
    guard project?.packs.files["\(request.name)/pack.yml"] == nil,
      BuiltInPacks.files.files["\(request.name)/pack.yml"] == nil
    else {
      throw CommandFailure(
        "there is a pack `\(request.name)` already", help: "`pharos packs \(request.name)` shows it")
    }
    let packs = project?.reading.spec?.packsFolder ?? Self.usualFolder
    let spec = project?.path ?? SpecSearch.name, all = SpecSearch.folder(of: spec) + packs
    let folder = "\(all)/\(request.name)"
    guard LoadedProject.enclosure(of: spec).contains(all) else {
      throw CommandFailure(
        "\(all) is a link to what lies outside of the project", help: "remove the link, or name another `packs_dir`")
    }
    let page = try CommandFailure.translating {
      try request.page.map { (report: try ExpositionStream.read($0), origin: ExpositionStream.name(of: $0)) }
    }
    let files = FirstPack(request.name, kind: request.kind, page: page).files
    try CommandFailure.translating {
      try ScratchFolder.make(folder)
      for (path, text) in files { try TextFile.write("\(folder)/\(path)", Array(text.utf8), isNew: true) }
    }
    return Outcome(
      folder: folder, files: files.map(\.path),
      packsFolder: project?.reading.spec?.packsFolder == nil ? packs : nil)
  }

  private static let usualFolder = "packs"

  /// The project that the pack is for; nil where there is none yet.
  private func project(_ spec: String?) throws(CommandFailure) -> LoadedProject? {
    guard spec != nil || SpecSearch.nearest() != nil else { return nil }
    return try LoadedProject(SpecChoice(path: spec))
  }
}
