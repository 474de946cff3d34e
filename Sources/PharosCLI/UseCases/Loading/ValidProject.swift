import Documents
import Project
import Regeneration
import Workspace

/// A project whose spec has no errors, so that something can be generated from it.
struct ValidProject {
  let project: LoadedProject
  let stack: Stack
  /// What is to be said of its spec besides.
  let warnings: [Finding]

  init(_ choice: SpecChoice) throws(CommandFailure) { try self.init(LoadedProject(choice)) }

  /// - Throws: a failure with every finding, where the spec has errors.
  init(_ project: LoadedProject) throws(CommandFailure) {
    let findings = try project.allFindings()
    guard let stack = project.stack, !findings.hasErrors else {
      throw CommandFailure(nil, [.findings(findings), .text("nothing was written: \(project.path) has errors")])
    }
    self.project = project
    self.stack = stack
    warnings = findings.filter { $0.severity == .warning }
  }

  /// Everything that the stack generates, with the project's overlays laid over it.
  func generated() throws(CommandFailure) -> GeneratedStack { try project.generated(stack) }

  /// The folder to write. What was named is relative to the working folder, as everywhere; what was not belongs to the spec, wherever
  /// that was found.
  ///
  /// - Throws: where Git or GitHub runs what lies there; and where it is a link that leads out of the project. A pull request may bring
  ///   such a link in.
  func output(_ named: String?) throws(CommandFailure) -> String {
    let folder = named ?? SpecSearch.folder(of: project.path) + "monitoring"
    if let problem = ArtifactPath.whoRuns(Enclosure.names(of: folder)) {
      throw CommandFailure("\(folder) \(problem)", help: "name another folder: `--output FOLDER`")
    }
    let stays = named.map(Enclosure.staysInProject) ?? LoadedProject.enclosure(of: project.path).contains(folder)
    guard stays else {
      throw CommandFailure(
        "\(folder) is a link to what lies outside of the project",
        help: "remove the link, or name the folder that it leads to: `--output FOLDER`")
    }
    return folder
  }
}
