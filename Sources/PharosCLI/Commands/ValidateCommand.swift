import ArgumentParser
import Documents
import Project
import Synchronization

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Tell every problem of a spec at once.",
    discussion: """
      Exits with 1 when a finding is at or above --fail-on.

      Examples:
        pharos validate
        pharos validate --env staging --format json deploy/pharos.yml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var options: SpecOptions

  @Option(help: "How findings are written: \(ReportFormat.names).")
  var format = ReportFormat.text

  @Option(name: .customLong("fail-on"), help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  func run() throws {
    let project = try Loading.project(options)
    let findings = try Loading.findings(project)
    if findings.isEmpty, format == .text {
      Console.print("\(project.path): no findings")
    } else {
      format.write(FindingReport(findings: findings, files: 1, failOn: failOn), to: Console.print)
    }
    if findings.contains(where: { $0.severity >= failOn }) { throw ExitCode.no }
  }
}

extension Severity: ExpressibleByArgument {}

/// Loading, with its failure on standard error.
enum Loading {
  /// The process ends with its command: a tree that is held until then is never taken apart, which costs milliseconds.
  private static let held = Mutex<[ProjectLoader]>([])

  /// What is wrong with a project: its spec, what the expressions in it ask for, its overlays.
  static func findings(_ project: ProjectLoader) throws -> [Finding] {
    try project.allFindings() + project.overlayFindings()
  }

  /// The stack of a project, and what is to be said of its spec besides.
  ///
  /// - Throws: `ExitCode.cannot`, after telling them, where the spec has errors.
  static func stack(_ project: ProjectLoader) throws -> (Stack, warnings: [Finding]) {
    let findings = try project.allFindings()
    if let stack = project.stack, !findings.hasErrors { return (stack, findings.filter { $0.severity == .warning }) }
    Console.error(TextReport.render(findings, isColored: Console.isColored(2)))
    Console.error("nothing was written: \(project.path) has errors")
    throw ExitCode.cannot
  }

  static func project(_ options: SpecOptions) throws -> ProjectLoader {
    do {
      let project = try ProjectLoader(options)
      held.withLock { $0.append(project) }
      return project
    } catch let error as CannotError {
      Console.error("error: \(error)")
      throw ExitCode.cannot
    }
  }
}
