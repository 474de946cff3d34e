import Foundation
import Regeneration
import Testing

@testable import Workspace

/// A folder that is read whole.
struct FolderContentsTests {
  @Test func filesAtAnyDepth() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a.yml", "one")
    try sandbox.write("deep/down/b.json", "two")
    try sandbox.write(".hidden", "")
    try sandbox.write(".git/config", "")
    #expect(
      try FolderContents.read(sandbox.root.path) == [
        "a.yml": .file(Array("one".utf8)), "deep/down/b.json": .file(Array("two".utf8)),
      ])
  }

  @Test func whatIsNotThereIsNothing() throws {
    let sandbox = try Sandbox()
    #expect(try FolderContents.read(sandbox.root.path) == nil)
    #expect(throws: WorkspaceError.self) { try FolderContents.read(#filePath) }
  }

  /// Neither a link to a file nor one to a folder, nor one that leads nowhere.
  @Test func linksAreObstacles() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a.yml", "")
    for (name, target) in [("file", "/etc/hostname"), ("folder", "/etc"), ("nowhere", "/no/such/place")] {
      try FileManager.default.createSymbolicLink(
        atPath: sandbox.root.appendingPathComponent(name).path, withDestinationPath: target)
    }
    let contents = try #require(try FolderContents.read(sandbox.root.path))
    for name in ["file", "folder", "nowhere"] {
      #expect(contents[name] == .obstacle(path: name, .symbolicLink))
    }
  }

  @Test func whatIsTooLargeIsAnObstacle() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a.yml", "")
    try sandbox.write("b.yml", "")
    truncate(sandbox.root.appendingPathComponent("a.yml").path, off_t(Tree.maximumSize + 1))
    // The guide of thousands of services.
    truncate(sandbox.root.appendingPathComponent("b.yml").path, off_t(20 << 20))
    let contents = try #require(try FolderContents.read(sandbox.root.path))
    #expect(contents["a.yml"] == .obstacle(path: "a.yml", .oversized))
    #expect(contents["b.yml"] == .file([UInt8](repeating: 0, count: 20 << 20)))
  }
}
