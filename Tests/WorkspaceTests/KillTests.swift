import Foundation
import Regeneration
import Testing

@testable import Workspace

/// Real processes: killed at any moment, and kept out by the lock. `PHAROS_KILLS` sets how many are killed.
@Suite(.serialized) struct KillTests {
  @Test func killedAtRandomMoments() throws {
    let kills = ProcessInfo.processInfo.environment["PHAROS_KILLS"].flatMap { Int($0) } ?? 300
    let sandbox = try Sandbox()
    var random = SystemRandomNumberGenerator()
    var notes: String?, heading: String?, ended = 0
    for kill in 0..<kills {
      let victim = try Victim("generate", sandbox.root.path)
      victim.waitForLine()
      usleep(UInt32.random(in: 0...80_000, using: &random))
      victim.kill()
      expectWholeFiles(sandbox, "kill \(kill)")
      // An edit between the kill and the recovery, and one of a file that the interrupted run may be replacing.
      let edited = kill % 5 == 4 ? "part\(kill % 4)/file\(kill % 4).txt" : nil
      if let edited { try sandbox.write(edited, "my edit\n") }
      if let notes { #expect(sandbox.read("notes.md") == notes, "kill \(kill)") }
      notes = "my notes \(kill)\n"
      try sandbox.write("notes.md", notes!)
      // One edit that each generation is merged into, and one that contradicts them all.
      if let guide = sandbox.read("guide.md")?.split(separator: "\n") {
        #expect(guide.count == 9 && guide.last?.hasPrefix("Guide of generation ") == true, "kill \(kill)")
        if let heading { #expect(guide[0] == heading, "kill \(kill)") }
        heading = "my guide \(kill)"
        try sandbox.write("guide.md", ([heading!] + guide.dropFirst().map(String.init)).joined(separator: "\n") + "\n")
      }

      let recovery = try sandbox.workspace().withLock { $0.recovery }
      switch recovery {
      case .undone: ended += 1
      case .setAside: Issue.record("kill \(kill): the run is taken for a stranger's")
      case .cleared, nil: break
      }
      #expect(sandbox.read("notes.md") == notes, "kill \(kill)")
      if let heading { #expect(sandbox.read("guide.md")?.hasPrefix("\(heading)\n") == true, "kill \(kill)") }
      #expect(!sandbox.contents().keys.contains { $0.contains(".pharos/staging") }, "kill \(kill)")
      if let edited {
        #expect(sandbox.read(edited) == "my edit\n", "kill \(kill)")
        try FileManager.default.removeItem(at: sandbox.root.appendingPathComponent(edited))
      }
      expectOneGeneration(sandbox, "kill \(kill)")
    }
    #expect(kills < 40 || ended > 0, "no kill hit a run between its first rename and its last")
  }

  private func generated(_ sandbox: Sandbox) -> [(path: String, text: String)] {
    sandbox.contents().filter { $0.key.hasSuffix(".txt") && !$0.key.contains(".pharos") && $0.value != "my edit\n" }
      .map { ($0.key, $0.value) }
  }

  private func expectWholeFiles(_ sandbox: Sandbox, _ when: Comment) {
    for (path, text) in generated(sandbox) {
      let end = text.firstIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
      let line = String(text[..<end])
      let words = line.split(separator: " ")
      guard words.count == 5, let i = Int(words[1]) else {
        Issue.record("\(when): \(path) begins with \(text.prefix(50))")
        continue
      }
      let count = i == 99 ? 1 : i == 7 ? 2_000 : 10 * (i + 1)
      #expect(text == String(repeating: line, count: count), when)
    }
  }

  private func expectOneGeneration(_ sandbox: Sandbox, _ when: Comment) {
    let generations = Set(generated(sandbox).map { $0.text.split(separator: "\n")[0].split(separator: " ")[4] })
    #expect(generations.count <= 1, when)
    guard let bytes = sandbox.read(ArtifactPath.manifest), let generation = generations.first else { return }
    let manifest = try? Manifest(parsing: Array(bytes.utf8))
    #expect(manifest?.specDigest == Digest(of: Array(generation.utf8)), when)
    let bases = Set(
      manifest?.entries.values.filter { $0.kind == .merged }.flatMap { entry in
        [entry.digest, entry.pending?.generated].compactMap { $0 }
      } ?? [])
    #expect(Set(sandbox.baseDigests) == bases, when)
  }

  @Test func oneAtATime() throws {
    let sandbox = try Sandbox()
    let holder = try Victim("hold", sandbox.root.path)
    holder.waitForLine()
    let error = workspaceError { try sandbox.generate([Artifact("a", text: "a")]) }
    #expect(error?.kind == .locked(pid: holder.pid))
    #expect(error?.message == "another pharos (process \(holder.pid)) is writing to \(sandbox.root.path)")
    #expect(sandbox.read("a") == nil)
    holder.kill()
    try sandbox.generate([Artifact("a", text: "a")])
    #expect(sandbox.read("a") == "a")
  }
}

/// A process of `workspace-victim`, which lies beside the tests' own binary.
final class Victim {
  private let process = Process()
  private let output = Pipe()
  var pid: Int32 { process.processIdentifier }

  init(_ mode: String, _ folder: String) throws {
    process.executableURL = URL(fileURLWithPath: try Self.binary)
    process.arguments = [mode, folder]
    process.standardOutput = output
    try process.run()
  }

  deinit { kill() }

  func waitForLine() { _ = output.fileHandleForReading.availableData }

  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(pid, SIGKILL)
    process.waitUntilExit()
  }

  /// Linux starts the tests as a program, macOS as a bundle that is named in the arguments.
  private static var binary: String {
    get throws {
      let bundle = ProcessInfo.processInfo.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
      var folder = URL(fileURLWithPath: bundle)
      repeat {
        folder.deleteLastPathComponent()
      } while folder.path.contains(".xctest/") || folder.pathExtension == "xctest"
      let binary = folder.appendingPathComponent("workspace-victim").path
      try #require(FileManager.default.isExecutableFile(atPath: binary), "\(binary) is not built")
      return binary
    }
  }
}
