/// Why the work in a folder was refused or stopped, what to do about it, and in what state it left the folder.
package struct WorkspaceError: Error, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// A system call failed with this `errno`.
    case system(Int32)
    /// Another process is at work in the folder; its id where the system tells.
    case locked(pid: Int32?)
    /// A file changed between being read and being replaced.
    case changedMeanwhile(path: String)
    /// Something that pharos does not follow or replace is where a folder or a file of its own belongs.
    case obstacle
    /// The plan has files that are not to be replaced.
    case refused
    /// The manifest is damaged or of a newer version.
    case damaged
    /// An address gives no page, or nothing is there to fetch it.
    case unreachable
    /// A file is larger than pharos reads.
    case tooLarge
    /// A name is no UTF-8.
    case name(isOfFolder: Bool)
    /// A pipe or a device is where a file was named.
    case special
  }

  package enum Outcome: Sendable, Equatable {
    /// Every file is as it was before.
    case nothingChanged
    /// Some files are new and some old, each of them whole; the journal is kept and the next run takes it back.
    case unfinished
  }

  package var kind: Kind
  /// One sentence without a full stop.
  package var message: String
  package var help: String?
  package var outcome: Outcome

  init(_ kind: Kind, _ message: String, help: String? = nil, outcome: Outcome = .nothingChanged) {
    self.kind = kind
    self.message = message
    self.help = help
    self.outcome = outcome
  }

  init(_ error: SystemError, outcome: Outcome = .nothingChanged) {
    self.init(.system(error.code), error.message, help: error.help, outcome: outcome)
  }

  /// Any error as one of ours, with the state that the folder was left in.
  init(_ error: any Error, outcome: Outcome) {
    if var known = error as? WorkspaceError {
      known.outcome = outcome
      self = known
    } else if let system = error as? SystemError {
      self.init(system, outcome: outcome)
    } else {
      self.init(.damaged, "\(error)", outcome: outcome)
    }
  }

  package var description: String {
    switch outcome {
    case .nothingChanged: message
    case .unfinished: message + "; the run is unfinished, and the next one takes it back first"
    }
  }
}
