import Changes
import Documents
import Overlays
import Project
import Regeneration
import Templates
import Upgrades
import Workspace

/// Tells what this version of pharos changes in a stack that an earlier one generated; `Generate` does it.
struct Upgrade {
  /// What has changed since the version that generated the stack.
  struct Preview {
    let old: SoftwareVersion
    let new: SoftwareVersion
    let notes: UpgradeNotes
    let changes: StackChanges
    /// What the project asks for and no longer gets.
    let findings: [Finding]
    let generated: GeneratedStack
    let notices: [Notice]
  }

  enum Outcome {
    /// This version generated the stack.
    case current(SoftwareVersion, output: String, [Notice])
    case outdated(Preview)
  }

  let project: ValidProject

  /// - Parameter request: as `Generate` takes it.
  func callAsFunction(_ request: Generate.Request) throws(CommandFailure) -> Outcome {
    let generated = try project.generated()
    let output = try project.output(request.output)
    var notices = generated.notices
    do {
      let plan = try Workspace(root: output, isGenerated: Artifact.isMarked).plan(generated, force: request.force)
      guard let old = try plan.lastVersion(in: output) else {
        throw CommandFailure("nothing was generated in `\(output)` yet", help: "run `pharos generate`")
      }
      guard let new = SoftwareVersion(Version.text), old < new else { return .current(old, output: output, notices) }
      if plan.previous?.specDigest != generated.inputDigest {
        notices.append(
          .text("\(project.project.path) has changed since the stack was generated: what follows holds its changes too")
        )
      }
      let releases = try Releases.all().after(old, through: new)
      return .outdated(
        Preview(
          old: old, new: new, notes: UpgradeNotes(releases, for: project.stack),
          changes: try StackChanges(plan, project.stack), findings: findings(releases), generated: generated,
          notices: notices))
    } catch { throw CommandFailure(error, in: output, after: notices) }
  }

  private func findings(_ releases: [Release]) -> [Finding] {
    let (stack, project) = (project.stack, project.project)
    return (project.uses(of: GoneMetrics(stack, releases)) + OutdatedPins.findings(stack, project.reading))
      .sortedByPlace()
  }
}

/// The notes of every version that pharos brings.
package enum Releases {
  /// - Throws: where one cannot be read, which the tests of the data rule out.
  package static func all() throws(CommandFailure) -> [Release] {
    var releases: [Release] = []
    for path in Templates.paths(under: "templates/upgrades/") {
      let (release, findings) = Release.read(SourceFile(name: path, bytes: Templates.contents(path) ?? []))
      guard let release else { throw CommandFailure(nil, [.findings(findings)], kind: .defect) }
      releases.append(release)
    }
    return releases
  }
}

extension LoadedProject {
  /// Where the spec and the overlays ask for metrics that are gone.
  fileprivate func uses(of metrics: GoneMetrics) -> [Finding] {
    guard !metrics.isEmpty else { return [] }
    let own = reading.root.map { metrics.uses(in: $0, reading.source) } ?? []
    return own
      + overlaySources().flatMap { overlay in overlay.root.map { metrics.uses(in: $0, overlay.source) } ?? [] }
  }
}
