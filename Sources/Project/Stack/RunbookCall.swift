import Documents
import TextTemplate

/// What a runbook says differently on each target: `@{command.logs loki since=30m}`, `@{path.secrets alertmanager}`,
/// `@{address.published prometheus:9090}`.
package enum RunbookCall {
  private static let secrets = "path.secrets"
  /// Where a program finds a folder of the output, or of its storage.
  private static let folder = "path.folder"
  /// Where the machine itself reaches a part, and where other parts do.
  private static let published = "address.published", internalAddress = "address.internal"

  /// By its name.
  package static func all(of target: any Target) -> [String: Template.Call] {
    var calls: [String: Template.Call] = [
      secrets: { words in words.count == 1 ? target.secretFolder(of: words[0]) : nil },
      folder: { words in words.count == 2 ? target.path(of: Workload.Folder(words[0], at: words[1])) : nil },
      published: { words in endpoint(words).map { target.published($0).description } },
      internalAddress: { words in endpoint(words).map(target.address) },
    ]
    for kind in OperatorAction.Kind.allCases {
      calls[name(of: kind)] = { words in OperatorAction(kind, words: words).map(target.command) }
    }
    return calls
  }

  private static func name(of kind: OperatorAction.Kind) -> String { "command.\(kind.rawValue)" }

  private static func endpoint(_ words: [String]) -> Endpoint? {
    guard words.count == 1, let address = HostPort(words[0]) else { return nil }
    return Endpoint(address.host, port: address.port)
  }

  package static let names = [secrets, folder, published, internalAddress] + OperatorAction.Kind.allCases.map(name)

  /// What is wrong with the words of a call, and what it takes; nil where it takes them, and for what is no call.
  static func problem(with words: [String], of call: String) -> (message: String, help: String)? {
    if call == secrets {
      return words.count == 1 ? nil : ("`\(call)` takes one name", "name who reads them: `@{\(call) alertmanager}`")
    }
    if call == folder {
      return words.count == 2
        ? nil
        : (
          "`\(call)` takes a folder and where the image has it", "write it as `@{\(call) ./prometheus /etc/prometheus}`"
        )
    }
    if [published, internalAddress].contains(call) {
      return endpoint(words) == nil
        ? ("`\(call)` takes a part and its port", "write it as `@{\(call) prometheus:9090}`") : nil
    }
    guard let kind = OperatorAction.Kind.allCases.first(where: { name(of: $0) == call }) else {
      return words.isEmpty ? nil : ("`\(call)` takes no words", "write it as `@{\(call)}`")
    }
    guard OperatorAction(kind, words: words) == nil else { return nil }
    let options = kind.options.sorted().map { "`\($0)`" }.joined(separator: ", ")
    return (
      "`\(call)` does not take `\(words.joined(separator: " "))`",
      options.isEmpty ? "it takes names of parts" : "it takes names of parts, and behind them \(options)"
    )
  }
}
