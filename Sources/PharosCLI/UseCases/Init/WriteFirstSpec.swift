import Documents
import Project
import Scaffold
import Targets
import Workspace

/// Writes the first spec of a project, from what is there already.
struct WriteFirstSpec {
  struct Request {
    var sources = FirstSpecSources()
    /// The project's name; that of the Compose project or of the folder where it is nil.
    var project: String?
    /// The file to write, which must not be there yet; `-` writes none.
    var output = SpecSearch.name
  }

  struct Outcome {
    let spec: FirstSpec
    let notices: [Notice]
  }

  /// Asks somebody, where nothing is named to make a spec from; nil where there is nobody.
  var interview: (() throws(CommandFailure) -> Draft)?

  func callAsFunction(_ request: Request) throws(CommandFailure) -> Outcome {
    if request.output != "-", SpecSearch.exists(request.output) {
      throw CommandFailure(
        "\(request.output) is there already, and init overwrites nothing",
        help: "edit it and run `pharos generate`; or write another with `--output FILE`")
    }
    var notices: [Notice] = []
    var draft = try draft(request, &notices)
    draft.runbooks = DiskFiles.runbookPage(beside: request.output == "-" ? SpecSearch.name : request.output)
    var spec = FirstSpec(draft, packs: BuiltInPacks.files, targets: Targets.all)
    if spec.errors.isEmpty {
      // Expressions that ask for what nobody has, as `validate` would say.
      let read = LoadedProject(SourceFile(name: SpecSearch.name, text: spec.text))
      let refused = try read.allFindings().filter { $0.severity == .error }
      if !refused.isEmpty { spec.takeOut(refused) }
    }
    guard spec.errors.isEmpty else {
      let end = "nothing was written: this spec has errors, which is a defect in pharos"
      throw CommandFailure(nil, notices + [.findings(spec.errors), .text(end)], kind: .defect)
    }
    notices += spec.leftovers.map { .text(InitReport.line($0)) }
    if request.output != "-" {
      try CommandFailure.translating(after: notices) {
        try TextFile.write(request.output, Array(spec.text.utf8), isNew: true)
      }
    }
    return Outcome(spec: spec, notices: notices)
  }

  private func draft(_ request: Request, _ notices: inout [Notice]) throws(CommandFailure) -> Draft {
    var sources = request.sources
    if sources.isEmpty, request.project == nil {
      if let interview { return try interview() }
      if let file = DiskFiles.composeFile {
        sources.compose = [file]
        notices.append(.text("\(file) is here and is imported; --help shows more"))
      }
    }
    var draft = Draft(
      project: request.project ?? DiskFiles.folderName(of: request.output), isNamed: request.project != nil,
      packs: BuiltInPacks.files)
    do { try sources.add(to: &draft) } catch { throw CommandFailure(error, after: notices) }
    if draft.services.isEmpty, draft.components.isEmpty { draft.addHost() }
    return draft
  }
}

/// What a first spec is made from: paths, and addresses of expositions.
struct FirstSpecSources {
  var compose: [String] = []
  /// `URL`, `FILE`, or one of them behind `NAME=`.
  var scrape: [String] = []
  var prometheus: [String] = []
  var alertmanager: [String] = []
  var sloth: [String] = []
  var openSLO: [String] = []

  var isEmpty: Bool { (compose + scrape + prometheus + alertmanager + sloth + openSLO).isEmpty }

  fileprivate func add(to draft: inout Draft) throws {
    let files = DiskFiles.imports
    if let first = compose.first {
      try ComposeImport.add(compose, in: DiskFiles.folderName(of: first), files, to: &draft)
    }
    for path in prometheus { try PrometheusImport.add(path, files, to: &draft) }
    for path in sloth { try SlothImport.add(path, files, to: &draft) }
    for path in openSLO { try OpenSLOImport.add(path, files, to: &draft) }
    for place in scrape { try Self.add(scrape: place, to: &draft) }
    for path in alertmanager { try AlertmanagerImport.add(path, files, to: &draft) }
  }

  private static func add(scrape text: String, to draft: inout Draft) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let isNamed = parts.count == 2 && !parts[0].contains("/") && !parts[0].contains(":") && !SpecSearch.exists(text)
    let place = isNamed ? parts[1] : text
    ScrapeImport.add(
      try ExpositionStream.read(place), from: place == "-" ? "<stdin>" : place, of: isNamed ? parts[0] : nil, to: &draft
    )
  }
}
