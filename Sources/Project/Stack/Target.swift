import Documents
import Regeneration

/// What runs a stack: how its parts reach each other, where each finds its secrets, what an operator types, and the files that only it has.
///
/// A target is a folder under `Sources/Targets/` and a line in the list there. Everything else that is generated is the same for all.
package protocol Target: Sendable {
  /// As `deploy.target` names it.
  var name: String { get }

  /// Whether each part runs from an image, with files and ports of its own; else from a program, with those of the machine.
  var isContainerized: Bool { get }

  /// The same for a project, with what its spec says of it.
  func configured(for project: String, by settings: Deploy) -> any Target

  /// `host:port` at which the other parts, and the application where it may, reach an endpoint.
  func address(of endpoint: Endpoint) -> String

  /// Where people and programs of the machine itself reach an endpoint that is open to them.
  func published(_ endpoint: Endpoint) -> HostPort

  /// Host and port that a part itself listens on for an endpoint.
  func listener(of endpoint: Endpoint) -> HostPort

  /// Where a program finds a folder of the output, or a volume.
  func path(of folder: Workload.Folder) -> String

  /// The folder in which a workload finds its secrets, each as a file of its name.
  func secretFolder(of workload: String) -> String

  /// What an operator types in the output folder.
  func command(_ action: OperatorAction) -> String

  /// What of a workload's needs it cannot give, each as the end of a sentence that begins with its name; empty where it runs it as it is.
  func refusals(of workload: Workload) -> [String]

  /// What is wrong with what the spec says of it, given what runs.
  func problems(with workloads: [Workload]) -> [TargetProblem]

  /// The files that only it has.
  func artifacts(of stack: Stack) throws -> [Artifact]

  /// Their names, by the first part of their paths: secrets cannot be there.
  var fileNames: [String] { get }

  /// What people write beside them that Git must leave out.
  var unversionedNames: [String] { get }

  /// Which keys of the spec decide the values of its files.
  var origins: [ValueOrigin] { get }

  /// What the guide says that is different for each target.
  func prose(of stack: Stack) -> TargetProse

  /// Address of the name server that workloads ask, and whose it is.
  var nameServer: (address: String, owner: String) { get }
}

/// Something in the spec that a target cannot do.
package struct TargetProblem: Sendable {
  package enum Place: Sendable {
    case component(String)
    case setting(Path)
  }

  package var message: String
  package var help: String
  package var place: Place

  package init(_ message: String, help: String, at place: Place) {
    (self.message, self.help, self.place) = (message, help, place)
  }
}

/// What the guide of a stack says of its target.
package struct TargetProse: Sendable {
  /// The section on how to run it, in Markdown.
  package var operation: String
  /// Where lines are collected, `the containers`.
  package var logSource: String
  /// How long they are kept there, a sentence.
  package var logRotation: String

  package init(operation: String, logSource: String, logRotation: String) {
    (self.operation, self.logSource, self.logRotation) = (operation, logSource, logRotation)
  }
}

/// A place in a generated file and the key of the spec that decides it. In places, `*` is any one step and `**` at the end any number; in
/// keys, `{1}` is what the first `*` stands for. `SpecKeys` explains the other names in braces.
package struct ValueOrigin: Sendable {
  package var file: String
  package var place: [String]
  package var key: String

  package init(_ file: String, _ place: String, key: String) {
    (self.file, self.place, self.key) = (file, place.split(separator: " ").map(String.init), key)
  }
}

/// What holds of every container: it listens on all of its addresses, and has folders where its image expects them.
extension Target {
  package var isContainerized: Bool { true }

  package func configured(for project: String, by settings: Deploy) -> any Target { self }

  package func published(_ endpoint: Endpoint) -> HostPort { HostPort(host: "localhost", port: endpoint.port) }

  package func listener(of endpoint: Endpoint) -> HostPort { HostPort(host: "0.0.0.0", port: endpoint.port) }

  package func path(of folder: Workload.Folder) -> String { folder.path }

  package func problems(with workloads: [Workload]) -> [TargetProblem] { [] }
}

extension Target {
  /// The path at which a workload reads a secret.
  package func path(of secret: SecretReference, in workload: String) -> String {
    "\(secretFolder(of: workload))/\(secret.name)"
  }
}
