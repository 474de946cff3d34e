/// Something that an operator does with parts of a stack or with services of the application; each target has its commands for it.
///
/// In runbooks it is a placeholder, `@{command.logs loki since=30m}`: what is done, to what, and how.
package struct OperatorAction: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Starts the whole stack, or takes what has changed.
    case apply
    /// Starts parts, or all where none is named.
    case start
    /// Makes parts anew and starts them.
    case recreate
    case restart
    /// Has parts read their configuration again.
    case reload
    /// Stops a part and takes it away, not its volumes.
    case remove
    /// Which parts run, since when.
    case status
    case logs
    /// Before a command that is to run where a part runs.
    case shell
    /// How a part ended and how often: the names of what is asked.
    case ending
    /// Processors and memory that a part uses now, or each where none is named.
    case usage
    /// Prints the folder that a part's storage, by its name, has on the machine.
    case folder
    /// What the machine keeps that nothing may need any more; with `logs` the largest logs.
    case leftovers
    /// Throws away what nothing uses; never data.
    case clean
    case processes
    /// Starts a service of the application, perhaps anew or several times.
    case deploy

    /// Words behind the parts that it takes.
    var options: Set<String> {
      switch self {
      case .logs: ["since", "tail", "follow", "timestamps", "plain"]
      case .shell: ["piped"]
      case .status: ["all"]
      case .ending: ["code", "memory", "restarts"]
      case .deploy: ["anew", "count"]
      case .leftovers: ["logs"]
      case .apply, .start, .recreate, .restart, .reload, .remove, .usage, .folder, .clean, .processes: []
      }
    }
  }

  package var kind: Kind
  /// Names of workloads, or of services of the application.
  package var parts: [String]
  /// What is said behind them, in the order in which it is said; of `since=30m` the value, of `follow` an empty one.
  package var options: [(name: String, value: String)]

  package init(_ kind: Kind, _ parts: [String] = [], options: [(name: String, value: String)] = []) {
    (self.kind, self.parts, self.options) = (kind, parts, options)
  }

  /// - Parameter words: of a placeholder, behind its name.
  /// - Returns: nil where a word is neither a part nor an option of this kind.
  package init?(_ kind: Kind, words: [String]) {
    self.init(kind)
    for word in words {
      let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if kind.options.contains(pair[0]) {
        options.append((pair[0], pair.count == 2 ? pair[1] : ""))
      } else if pair.count == 1, options.isEmpty {
        parts.append(word)
      } else {
        return nil
      }
    }
  }

  /// The value of an option; empty where it is said without one.
  package func option(_ name: String) -> String? { options.first { $0.name == name }?.value }
}
