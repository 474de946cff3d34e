import Project
import Regeneration
import Workspace

/// Writes the stack of a project, or says what that would do.
struct Generate {
  struct Request {
    /// The folder to write; `monitoring` beside the spec where it is nil.
    var output: String?
    /// Whether the plan is carried out, or only made.
    var writes = true
    /// Whether generated files that were edited by hand are overwritten.
    var force = false
  }

  struct Outcome {
    enum State {
      case planned(Remains?)
      /// Something in the folder is not pharos's to replace.
      case refused
      case written(Workspace.Report)
    }

    let plan: Plan
    let stack: Stack
    /// The folder as it was named.
    let output: String
    /// The folder of overlays as the spec names it.
    let overlayFolder: String
    let state: State
    let notices: [Notice]

    /// What was done; nil for a plan that was not carried out.
    var written: Workspace.Report? { if case .written(let report) = state { report } else { nil } }
  }

  let project: ValidProject

  func callAsFunction(_ request: Request) throws(CommandFailure) -> Outcome {
    let warnings = [Notice.findings(project.warnings)]
    let generated = try CommandFailure.translating(after: warnings) { try project.generated() }
    return try callAsFunction(request, generated, after: warnings + generated.notices)
  }

  /// - Parameters:
  ///   - generated: what the project generates.
  ///   - notices: what was found out on the way to it.
  func callAsFunction(_ request: Request, _ generated: GeneratedStack, after notices: [Notice])
    throws(CommandFailure) -> Outcome
  {
    let output = try project.output(request.output)
    var notices = notices
    do {
      let workspace = Workspace(root: output, isGenerated: Artifact.isMarked)
      let (plan, state) =
        request.writes
        ? try workspace.withLock { session in
          if let recovery = session.recovery { notices.append(.text(PlanReport.recovered(recovery))) }
          return try Self.write(generated, request, session, in: output)
        }
        : try Self.plan(generated, request, workspace, in: output)
      if case .written = state, let lack = project.stack.lackOfLinks(in: plan) { notices.append(.text(lack)) }
      return Outcome(
        plan: plan, stack: project.stack, output: output, overlayFolder: project.project.overlayFolder.name,
        state: state,
        notices: notices)
    } catch { throw CommandFailure(error, in: output, after: notices) }
  }

  private static func plan(
    _ generated: GeneratedStack, _ request: Request, _ workspace: Workspace, in output: String
  ) throws -> (Plan, Outcome.State) {
    let plan = try workspace.plan(generated, force: request.force)
    _ = try plan.lastVersion(in: output)
    return (plan, .planned(try workspace.remains))
  }

  private static func write(
    _ generated: GeneratedStack, _ request: Request, _ session: Workspace.Session, in output: String
  ) throws -> (Plan, Outcome.State) {
    let plan = try session.plan(generated, force: request.force)
    _ = try plan.lastVersion(in: output)
    return (plan, plan.refusals.isEmpty ? .written(try session.apply(plan)) : .refused)
  }
}

extension Workspace {
  /// What would be done to have this in the folder.
  func plan(_ stack: GeneratedStack, force: Bool) throws -> Plan {
    try plan(stack.artifacts, specDigest: stack.inputDigest, version: Version.text, force: force)
  }
}

extension Workspace.Session {
  fileprivate func plan(_ stack: GeneratedStack, force: Bool) throws -> Plan {
    try plan(stack.artifacts, specDigest: stack.inputDigest, version: Version.text, force: force)
  }
}

extension Stack {
  /// What is said once, with the first routes that are written: nobody opens this machine's own pages from a message.
  fileprivate func lackOfLinks(in plan: Plan) -> String? {
    guard plan.changes.contains(where: { $0.action == .create && $0.path == "alertmanager/alertmanager.yml" }) else {
      return nil
    }
    let lacking =
      (pages.runbooks == nil ? [("runbooks", "https://github.com/ORG/REPO/blob/main/monitoring/runbooks")] : [])
      + (pages.grafana.isReachable ? [] : [("grafana", "https://grafana.example.org")])
    guard !lacking.isEmpty else { return nil }
    return "notifications have no links to \(lacking.map(\.0).joined(separator: " and ")) yet; in the spec: "
      + "`urls: { \(lacking.map { "\($0): \($1)" }.joined(separator: ", ")) }`"
  }
}
