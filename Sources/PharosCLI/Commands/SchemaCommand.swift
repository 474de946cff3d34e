import ArgumentParser
import Documents
import Project

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the spec, for editors.",
    discussion: """
      Save it, and name it at the top of pharos.yml:
        pharos schema > pharos.schema.json
        # yaml-language-server: $schema=pharos.schema.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case json, markdown }

  @Option(help: "json for editors, markdown for the reference documentation.")
  var format = Format.json

  func run() {
    switch format {
    case .json: Console.print(String(decoding: JSONWriter.write(SpecSchema.schema), as: UTF8.self))
    case .markdown: Console.print(SpecReference.markdown)
    }
  }
}
