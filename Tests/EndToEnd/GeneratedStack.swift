import Artifacts
import Documents
import Foundation
import PharosCLI
import Project
import Regeneration
import Support

/// The stacks that the end-to-end tests are about: the reference project, the minimal one, and those under `specs/`.
enum GeneratedStack {
  static let specs: [String] =
    ["examples/agentic-startup-studio/pharos.yml", "examples/minimal/pharos.yml"]
    + Repository.files(in: "Tests/EndToEnd/specs", ending: ".yml").map {
      "Tests/EndToEnd/specs/\($0.lastPathComponent)"
    }

  /// Generates a spec into a folder by the program itself.
  static func generate(_ spec: String, into folder: TemporaryFolder, environment: [String: String] = [:]) throws
    -> Tool.Result
  {
    try Tool.run(
      Tool.pharos, ["generate", Repository.file(spec).path, "--output", folder.file("stack").path], in: folder.url,
      environment: environment)
  }
}
