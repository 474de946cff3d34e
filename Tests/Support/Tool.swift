import Foundation

/// Runs a program and waits for it.
package enum Tool {
  package struct Result: Sendable {
    package var status: Int32
    package var output: String
    package var error: String
    /// Both streams, for messages.
    package var all: String { output + error }
  }

  /// - Parameter name: a path, or a name to be found on PATH.
  package static func run(
    _ name: String, _ arguments: [String], in folder: URL? = nil, input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: name.contains("/") ? name : "/usr/bin/env")
    process.arguments = (name.contains("/") ? [] : [name]) + arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe(), error = Pipe(), standardInput = Pipe()
    process.standardOutput = output
    process.standardError = error
    process.standardInput = standardInput
    try process.run()
    // Both pipes are drained before waiting: a full one would block the program. On a queue of its own, as tests may fill
    // the pool of concurrency's threads with waiting.
    let drained = DispatchGroup()
    nonisolated(unsafe) var errorText = Data()
    DispatchQueue.global().async(group: drained) { errorText = error.fileHandleForReading.readDataToEndOfFile() }
    if let input { standardInput.fileHandleForWriting.write(Data(input.utf8)) }
    try standardInput.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    drained.wait()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      error: String(decoding: errorText, as: UTF8.self))
  }

  /// The interpreter with jsonschema and yaml, which `make test` names.
  package static var python: String { ProcessInfo.processInfo.environment["PYTHON"] ?? "/usr/bin/python3" }

  /// The Alertmanager that scripts run.
  package static var alertmanager: String {
    let places = ["/usr/bin/prometheus-alertmanager", "/usr/local/bin/alertmanager", "/opt/homebrew/bin/alertmanager"]
    return places.first { FileManager.default.isExecutableFile(atPath: $0) } ?? places[0]
  }

  /// The binary under test.
  package static var pharos: String { built("pharos") }
  package static var fuzzer: String { built("pharos-fuzz") }
  package static var mutator: String { built("pharos-mutate") }

  /// A product of the package, beside the tests' own binary.
  private static func built(_ name: String) -> String {
    let folder = Bundle.allBundles.map(\.bundleURL).first { $0.path.contains(".build") }?.deletingLastPathComponent()
    let candidates = [folder?.appendingPathComponent(name).path, Repository.file(".build/debug/\(name)").path]
      .compactMap { $0 }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? candidates.last!
  }
}
