import Documents
import Lint
import Regeneration
import Scaffold
import Workspace

/// Why a command could not do its work: the one error that use cases throw.
package struct CommandFailure: Error, CustomStringConvertible {
  package enum Kind: Sendable {
    /// Something that people can change is in the way.
    case cannot
    /// Nobody foresaw it.
    case defect
  }

  /// What was found out before, and explains it.
  package var notices: [Notice]
  /// Nil where the notices say all there is.
  package var message: String?
  package var help: String?
  package var kind: Kind

  init(_ message: String? = nil, help: String? = nil, _ notices: [Notice] = [], kind: Kind = .cannot) {
    self.notices = notices
    // It may quote addresses and names of files that others chose.
    self.message = message.map { VisibleText.line(SecretText.masked($0, isProse: true)) }
    self.help = help
    self.kind = kind
  }

  package var description: String { (message ?? "") + (help.map { "\n  help: \($0)" } ?? "") }
}

extension CommandFailure {
  /// Any error in the words of a command; what nobody foresaw is a defect of pharos.
  ///
  /// - Parameters:
  ///   - output: the folder that was being written, which a manifest is in.
  ///   - notices: what was found out before.
  init(_ error: any Error, in output: String? = nil, after notices: [Notice] = []) {
    switch error {
    case let error as CommandFailure:
      self = error
      self.notices = notices + error.notices
    case let error as WorkspaceError: self.init("\(error)", help: error.help, notices)
    case let error as ManifestError: self.init((output.map { $0 + "/" } ?? "") + "\(error)", help: error.help, notices)
    case let error as ImportError: self.init(error.message, help: error.help, notices + [.findings(error.findings)])
    case let error as UnreadableFile: self.init(error.finding.message, help: error.finding.help, notices)
    case is PlanError: self.init("\(error)", notices)
    default: self.init("\(error)", notices, kind: .defect)
    }
  }

  /// What a body returns.
  ///
  /// - Throws: whatever it throws, in the words of a command.
  static func translating<Value>(
    in output: String? = nil, after notices: [Notice] = [], _ body: () throws -> Value
  ) throws(CommandFailure) -> Value {
    do { return try body() } catch { throw CommandFailure(error, in: output, after: notices) }
  }
}

/// What a use case has to say besides its result.
package enum Notice: Sendable {
  case findings([Finding])
  case text(String)
}
