import ArgumentParser
import Regeneration
import Workspace

/// What keeps a command from its work.
enum Failure {
  /// Tells of it on standard error.
  ///
  /// - Returns: the exit code; what nobody foresaw is a defect of pharos.
  static func told(_ error: any Error) -> ExitCode {
    let (help, code): (String?, ExitCode)
    switch error {
    case let exit as ExitCode: return exit
    case let error as WorkspaceError: (help, code) = (error.help, .cannot)
    case let error as ManifestError: (help, code) = (error.help, .cannot)
    case is CannotError, is PlanError: (help, code) = (nil, .cannot)
    default: (help, code) = (nil, .defect)
    }
    Console.error("error: \(error)" + (help.map { "\n  help: \($0)" } ?? ""))
    return code
  }
}
