import ArgumentParser
import Documents
import Project
import Targets

struct SchemaCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the spec, for editors.",
    discussion: """
      Editors complete and check a spec that names it at its top: `# yaml-language-server: $schema=pharos.schema.json`.

      Examples:
        pharos schema > pharos.schema.json
        pharos schema --format markdown
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case json, markdown }

  @Option(help: "json for editors, markdown for the reference documentation.")
  var format = Format.json

  func run(_ presenter: Presenter) -> ExitStatus {
    let targets = Targets.all.map(\.name)
    switch format {
    case .json:
      presenter.console.print(String(decoding: JSONWriter.write(SpecSchema.schema(targets: targets)), as: UTF8.self))
    case .markdown: presenter.console.print(SpecReference.markdown(targets: targets))
    }
    return .success
  }
}
