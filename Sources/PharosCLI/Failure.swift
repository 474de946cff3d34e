import ArgumentParser
import Regeneration
import Workspace

/// What keeps a command from its work.
enum Failure {
  /// Prints it on standard error.
  ///
  /// - Returns: the exit code; what nobody foresaw is a defect of pharos.
  /// - Parameter output: the folder that was being written, which a manifest is in.
  static func told(_ error: any Error, in output: String) -> ExitCode {
    let (help, code): (String?, ExitCode)
    var place = ""
    switch error {
    case let exit as ExitCode: return exit
    case let error as WorkspaceError: (help, code) = (error.help, .cannot)
    case let error as ManifestError: (help, code, place) = (error.help, .cannot, output + "/")
    case is CannotError, is PlanError: (help, code) = (nil, .cannot)
    default: (help, code) = (nil, .defect)
    }
    Console.error("error: \(place)\(error)" + (help.map { "\n  help: \($0)" } ?? ""))
    return code
  }
}
