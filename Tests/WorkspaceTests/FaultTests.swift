import Foundation
import Regeneration
import Testing

@testable import Workspace

/// Every system call of a run fails once, in turn; every call is the last of its process; a person saves a file before
/// every call. Whatever happens, files are whole, edits survive, and the next run ends where the first was going.
@Suite struct FaultTests {
  /// Above and below the number of files from which one `syncfs` replaces many `fsync`.
  static let sizes = [0, 20]
  /// With many files most calls are alike; `PHAROS_LONG_TESTS=1` fails every single one.
  static func calls(_ count: Int, _ size: Int, every step: Int = 1, from first: Int = 0) -> StrideTo<Int> {
    let isLong = ProcessInfo.processInfo.environment["PHAROS_LONG_TESTS"] != nil
    return isLong ? stride(from: 0, to: count, by: 1) : stride(from: first, to: count, by: size == 0 ? step : 13)
  }

  private static func text(_ first: String, _ last: String) -> String { "\(first)\n1\n2\n3\n4\n5\n6\n7\n8\n\(last)\n" }

  /// One file for each thing that a run can do.
  static func before(_ size: Int) -> [Artifact] {
    [
      Artifact("changed.txt", text: "old\n"), Artifact("same.txt", text: "same\n"),
      Artifact("folder/changed.txt", text: "old\n"),
      Artifact("gone/deep/removed.txt", text: "old\n"), Artifact("notes.md", text: "old notes\n", kind: .merged),
      Artifact("moved/old.txt", text: "moved\n"), Artifact("guide.md", text: text("first", "last"), kind: .merged),
      Artifact("runbooks/old.md", text: text("old", "last"), kind: .merged),
    ] + (0..<size).map { Artifact("many/\($0).txt", text: "old \($0)\n") }
  }

  static func after(_ size: Int) -> [Artifact] {
    [
      Artifact("changed.txt", text: "new\n"), Artifact("same.txt", text: "same\n"),
      // More than one write's worth.
      Artifact("folder/changed.txt", text: String(repeating: "new\n", count: 8_200)),
      Artifact("fresh/deep/created.txt", text: "new\n"), Artifact("notes.md", text: "new notes\n", kind: .merged),
      Artifact("moved/new.txt", text: "moved\n"), Artifact("guide.md", text: text("first", "new last"), kind: .merged),
      Artifact("runbooks/new.md", text: text("new", "last"), kind: .merged),
    ] + (0..<size).map { Artifact("many/\($0).txt", text: "new \($0)\n") }
  }

  static func prepared(_ size: Int) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.generate(before(size), spec: "old")
    // In conflict with what is generated next; merged; moved with its edit.
    try sandbox.write("notes.md", "my notes\n")
    try sandbox.write("guide.md", text("my first", "last"))
    try sandbox.write("runbooks/old.md", text("old", "my last"))
    try sandbox.write("mine/own.txt", "mine\n")
    return sandbox
  }

  /// How many calls a run makes, and what it leaves.
  static func rehearsal(_ size: Int, isPlain: Bool = false) throws -> (
    calls: Int, before: [String: String], after: [String: String]
  ) {
    let sandbox = try prepared(size)
    let before = sandbox.contents()
    let calls = Calls(isPlain: isPlain)
    try sandbox.generate(after(size), spec: "new", calls.fileSystem)
    return (calls.count, before, sandbox.contents())
  }

  @Test(arguments: sizes) func eachCallFails(size: Int) throws {
    let rehearsal = try Self.rehearsal(size)
    for k in Self.calls(rehearsal.calls, size) {
      let code = [ENOSPC, EIO, EPERM][k % 3]
      let sandbox = try Self.prepared(size)
      let calls = Calls { if $0 == k { throw code } }
      let error = workspaceError { try sandbox.generate(Self.after(size), spec: "new", calls.fileSystem) }
      let left = sandbox.contents()
      switch error?.outcome {
      // A failure to clear up is no failure.
      case nil: Self.expectEqual(Self.withoutStaging(left), rehearsal.after, "call \(k)")
      case .nothingChanged:
        Self.expectEqual(Self.withoutStaging(left), rehearsal.before, "call \(k)")
        #expect(error?.kind == .system(code), "call \(k)")
      case .unfinished: Issue.record("one failure is undone: call \(k), \(calls.last)")
      }
      try sandbox.generate(Self.after(size), spec: "new")
      Self.expectEqual(sandbox.contents(), rehearsal.after, "after call \(k)")
    }
  }

  @Test(arguments: sizes, [false, true])
  func eachCallIsTheLast(size: Int, isPlain: Bool) throws {
    let rehearsal = try Self.rehearsal(size, isPlain: isPlain)
    for k in Self.calls(rehearsal.calls, size, every: isPlain ? 3 : 1) {
      let sandbox = try Self.prepared(size)
      let calls = Calls(isPlain: isPlain) { if $0 >= k { throw EIO } }
      _ = workspaceError { try sandbox.generate(Self.after(size), spec: "new", calls.fileSystem) }
      let left = Self.withoutStaging(sandbox.contents())
      for path in Set(left.keys).union(rehearsal.before.keys) {
        // Without an exchange in one call, a file is away between two renames.
        let isWhole =
          [rehearsal.before[path], rehearsal.after[path]].contains(left[path]) || (isPlain && left[path] == nil)
        #expect(isWhole || left[path] == "folder", "call \(k): \(path)")
      }
      try sandbox.generate(Self.after(size), spec: "new", Calls(isPlain: isPlain).fileSystem)
      Self.expectEqual(sandbox.contents(), rehearsal.after, "after call \(k)")
    }
  }

  /// An edit at any moment, in a run that goes on or dies two calls later, is there afterwards.
  @Test(
    arguments: [
      "changed.txt", "gone/deep/removed.txt", "fresh/deep/created.txt", "notes.md", "notes.md.conflict", "guide.md",
      "runbooks/old.md", "runbooks/new.md",
    ], [false, true])
  func eachCallFollowsAnEdit(path: String, dies: Bool) throws {
    let rehearsal = try Self.rehearsal(0)
    for k in Self.calls(rehearsal.calls, 0, every: 6, from: path.count % 6) {
      let sandbox = try Self.prepared(0)
      // Perhaps under the name that its runbook has by then.
      func isThere() -> Bool {
        sandbox.contents().contains { !$0.key.contains(".pharos") && $0.value == "edit \(k)\n" }
      }
      let calls = Calls {
        if $0 == k { try sandbox.write(path, "edit \(k)\n") }
        if dies, $0 >= k + 2 { throw EIO }
      }
      _ = workspaceError { try sandbox.generate(Self.after(0), spec: "new", calls.fileSystem) }
      // Killed between taking a file away and looking at it, only the recovery puts an edit back.
      if !dies { #expect(isThere(), "call \(k)") }
      try sandbox.workspace().withLock { _ in }
      #expect(isThere(), "recovered, call \(k): \(calls.last)")
      _ = workspaceError { try sandbox.generate(Self.after(0), spec: "new") }
      #expect(isThere(), "next run, call \(k)")
      #expect(!sandbox.contents().keys.contains { $0.contains("staging") })
    }
  }

  /// The recovery may be interrupted as well.
  @Test func eachCallOfTheRecoveryIsTheLast() throws {
    let rehearsal = try Self.rehearsal(0)
    for k in stride(from: rehearsal.calls / 2, to: rehearsal.calls, by: 7) {
      for l in stride(from: 0, to: 100, by: 5) {
        let sandbox = try Self.prepared(0)
        _ = workspaceError {
          try sandbox.generate(Self.after(0), spec: "new", Calls { if $0 >= k { throw EIO } }.fileSystem)
        }
        _ = workspaceError {
          try sandbox.generate(Self.after(0), spec: "new", Calls { if $0 >= l { throw EIO } }.fileSystem)
        }
        try sandbox.generate(Self.after(0), spec: "new")
        Self.expectEqual(sandbox.contents(), rehearsal.after, "calls \(k) and \(l)")
      }
    }
  }

  @Test func theRecoverySaysWhatItDid() throws {
    let sandbox = try Self.prepared(0)
    let dying = FileSystem { [sandbox] operation, path throws(SystemError) in
      // The journal is in place, and one of the files as well.
      if operation == .exchange, path.hasSuffix("folder/changed.txt") || sandbox.read("changed.txt") == "new\n" {
        throw SystemError(operation, path, EIO)
      }
      if sandbox.read("changed.txt") == "new\n", operation != .examine { throw SystemError(operation, path, EIO) }
    }
    let outcome = workspaceError { try sandbox.generate(Self.after(0), dying) }?.outcome
    #expect(outcome == .unfinished)
    #expect(try sandbox.workspace().remains == .run)
    try sandbox.write("folder/changed.txt", "edit\n")
    #expect(try sandbox.workspace().withLock { $0.recovery } == .undone(files: 10))
    #expect(try sandbox.workspace().remains == nil)
    #expect(try sandbox.plan(Self.after(0)).refusals.map(\.path) == ["folder/changed.txt"])
  }

  static func withoutStaging(_ contents: [String: String]) -> [String: String] {
    contents.filter { !$0.key.contains(".pharos/staging") }
  }

  /// Names what differs, which the whole of two dictionaries would hide.
  static func expectEqual(_ a: [String: String], _ b: [String: String], _ when: String) {
    guard a != b else { return }
    let paths = Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
    Issue.record(
      "\(when): \(paths.map { "\($0): \(a[$0]?.prefix(40) ?? "absent") for \(b[$0]?.prefix(40) ?? "absent")" })")
  }
}

/// Counts system calls and fails the chosen ones.
final class Calls: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var count = 0
  private(set) var last = ""
  private let isPlain: Bool
  private let before: @Sendable (Int) throws -> Void

  /// - Parameter isPlain: pretend a file system that knows no exchange, no exclusive rename and no `syncfs`.
  init(isPlain: Bool = false, before: @escaping @Sendable (_ number: Int) throws -> Void = { _ in }) {
    self.isPlain = isPlain
    self.before = before
  }

  var fileSystem: FileSystem {
    FileSystem { [self] operation, path throws(SystemError) in
      let number = lock.withLock {
        defer { (count, last) = (count + 1, "\(operation) \(path)") }
        return count
      }
      do { try before(number) } catch let code as Int32 { throw SystemError(operation, path, code) } catch {
        // The test's own doing went wrong.
        Issue.record(error)
        throw SystemError(operation, path, EIO)
      }
      if isPlain, [.exchange, .moveToFreeName, .syncFileSystem].contains(operation) {
        throw SystemError(operation, path, EINVAL)
      }
    }
  }
}

extension Int32: @retroactive Error {}
