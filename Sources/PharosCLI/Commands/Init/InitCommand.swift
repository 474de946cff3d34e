import ArgumentParser
import Documents
import Project
import Scaffold
import Workspace

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first spec.",
    discussion: """
      Reads what is there already, and explains each guess in a comment. What it cannot carry over it lists, on standard \
      error and at the end of the spec. Without flags it asks a few questions on a terminal; elsewhere it takes the Compose \
      file of the folder, if there is one. A file that exists is never overwritten.

      Examples:
        pharos init
        pharos init --from-compose compose.yml
        pharos init --from-compose compose.yml --scrape http://localhost:8000/metrics
        pharos init --from-prometheus prometheus.yml
      """)

  @Option(
    name: .customLong("from-compose"),
    help: .init("Services and components of a Compose file. Several are merged.", valueName: "file"),
    completion: .yamlFile)
  var compose: [String] = []

  @Option(
    help: .init(
      "Metrics that a service exposes: an http(s) address or a file. `NAME=…` says which service it is.",
      valueName: "url|file"))
  var scrape: [String] = []

  @Option(
    name: .customLong("from-prometheus"),
    help: .init("Jobs of a prometheus.yml, and the alerts of its rule files.", valueName: "file"),
    completion: .yamlFile)
  var prometheus: [String] = []

  @Option(
    name: .customLong("from-alertmanager"),
    help: .init("Receivers, routes and time intervals of an alertmanager.yml.", valueName: "file"),
    completion: .yamlFile)
  var alertmanager: [String] = []

  @Option(
    name: .customLong("from-sloth"), help: .init("Objectives of Sloth.", valueName: "file"), completion: .yamlFile)
  var sloth: [String] = []

  @Option(
    name: .customLong("from-openslo"), help: .init("Objectives of OpenSLO.", valueName: "file"), completion: .yamlFile)
  var openSLO: [String] = []

  @Option(help: "The project's name; that of the Compose project or of the folder if not said.")
  var project: String?

  @Option(help: "The file to write; `-` is standard output.", completion: .yamlFile)
  var output = SpecSearch.name

  private var hasFlags: Bool {
    !(compose + scrape + prometheus + alertmanager + sloth + openSLO).isEmpty || project != nil
  }

  func run() throws {
    do {
      try refuseToOverwrite()
      let spec = FirstSpec(try draft(), packs: BuiltInPacks.files)
      guard spec.errors.isEmpty else {
        Console.error(TextReport.render(spec.errors, isColored: Console.isColored(2)))
        Console.error("nothing was written: this spec has errors, which is a defect in pharos")
        throw ExitCode.defect
      }
      for leftover in spec.leftovers { Console.error(InitReport.line(leftover)) }
      if output == "-" { return Console.print(spec.text) }
      try TextFile.write(output, Array(spec.text.utf8), isNew: true)
      Console.print(InitReport.summary(spec, output: output))
    } catch let error as CannotError {
      Console.error("error: \(error)")
      throw ExitCode.cannot
    } catch let error as ImportError {
      if !error.findings.isEmpty { Console.error(TextReport.render(error.findings, isColored: Console.isColored(2))) }
      Console.error("error: \(error.message)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    } catch let error as WorkspaceError {
      Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    }
  }

  private func refuseToOverwrite() throws {
    guard output != "-", SpecSearch.exists(output) else { return }
    throw CannotError(
      "\(output) is there already, and init overwrites nothing",
      help: "edit it and run `pharos generate`; or write another with `--output FILE`")
  }

  // MARK: Making the draft

  /// `URL`, `FILE`, or one of them behind `NAME=`.
  private func add(scrape text: String, to draft: inout Draft) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let isNamed = parts.count == 2 && !parts[0].contains("/") && !parts[0].contains(":") && !SpecSearch.exists(text)
    let place = isNamed ? parts[1] : text
    ScrapeImport.add(
      try ExpositionStream.read(place), from: place == "-" ? "<stdin>" : place, of: isNamed ? parts[0] : nil,
      packs: BuiltInPacks.files, to: &draft)
  }

  private func draft() throws -> Draft {
    if !hasFlags, Console.isTerminal { return try Interview().draft() }
    var draft = Draft(project: project ?? DiskFiles.folderName(of: output), isNamed: project != nil)
    let files = DiskFiles.imports
    let found = hasFlags ? compose : DiskFiles.composeFile.map { [$0] } ?? []
    if !hasFlags, let file = found.first { Console.error("\(file) is here and is imported; --help shows more") }
    if !found.isEmpty { try ComposeImport.add(found, in: DiskFiles.folderName(of: found[0]), files, to: &draft) }
    for path in prometheus { try PrometheusImport.add(path, files, to: &draft) }
    for path in sloth { try SlothImport.add(path, files, to: &draft) }
    for path in openSLO { try OpenSLOImport.add(path, files, to: &draft) }
    for place in scrape { try add(scrape: place, to: &draft) }
    for path in alertmanager { try AlertmanagerImport.add(path, files, to: &draft) }
    if draft.services.isEmpty, draft.components.isEmpty { draft.addHost() }
    return draft
  }
}
