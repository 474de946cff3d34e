import Foundation
import Regeneration
import Support
import Testing

@testable import Workspace

/// How edits and new versions meet: merging, conflicts from their beginning to their end, and moves.
@Suite struct ConflictTests {
  static let path = "runbooks/api.md", file = "runbooks/api.md.conflict"

  /// A runbook of ten lines, with the second and the ninth given.
  static func text(_ second: String, _ ninth: String) -> String {
    (["# API", second] + (3...8).map { "step \($0)" } + [ninth, "end"]).joined(separator: "\n") + "\n"
  }

  static func runbook(_ second: String, _ ninth: String = "nine", at path: String = path) -> [Artifact] {
    [Artifact(path, text: text(second, ninth), kind: .merged)]
  }

  /// Generated with `two`, edited to `mine`, generated with `new`.
  private func conflict() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.generate(Self.runbook("two"))
    try sandbox.write(Self.path, Self.text("mine", "nine"))
    try sandbox.generate(Self.runbook("new"))
    #expect(sandbox.read(Self.path) == Self.text("mine", "nine"))
    let marked = "<<<<<<< edited\nmine\n||||||| generated before\ntwo\n=======\nnew\n>>>>>>> generated now"
    #expect(sandbox.read(Self.file) == Self.text(marked, "nine"))
    return sandbox
  }

  /// Nothing is written any more, and the edit is based on what is generated now.
  private func expectSettled(_ sandbox: Sandbox, _ artifacts: [Artifact], _ contents: String) throws {
    try sandbox.generate(artifacts)
    #expect(sandbox.read(Self.path) == contents)
    #expect(sandbox.read(Self.file) == nil)
    let plan = try sandbox.plan(artifacts)
    #expect(try plan.isUpToDate && !plan.hasDrift)
    #expect(try plan.changes[0].record(is: artifacts[0].contents.digest, in: plan))
  }

  @Test func whatIsNewIsMergedIn() throws {
    let sandbox = try Sandbox()
    try sandbox.generate(Self.runbook("two"))
    try sandbox.write(Self.path, Self.text("mine", "nine"))
    let plan = try sandbox.plan(Self.runbook("two", "new"))
    #expect(plan.changes.map(\.action) == [.merge] && plan.changes[0].sides == [.tool, .hand])
    #expect(try plan.changes[0].diff.contains("\n-nine\n+new\n"))
    try sandbox.generate(Self.runbook("two", "new"))
    #expect(sandbox.read(Self.path) == Self.text("mine", "new"))
    try expectSettled(sandbox, Self.runbook("two", "new"), Self.text("mine", "new"))
    // And the next one on top of that.
    try expectSettled(sandbox, Self.runbook("two", "newer"), Self.text("mine", "newer"))
  }

  @Test func aConflictWaits() throws {
    let sandbox = try conflict()
    let plan = try sandbox.plan(Self.runbook("new"))
    #expect(plan.conflicts.map(\.reason) == [.overlap] && plan.hasDrift)
    #expect(try plan.conflicts[0].diff.contains("\n-two\n+new\n"))
    let times = sandbox.times()
    try sandbox.generate(Self.runbook("new"))
    #expect(sandbox.times() == times)
    // With the next version it shows that one.
    try sandbox.generate(Self.runbook("newer"))
    #expect(sandbox.read(Self.file)?.contains("newer\n>>>>>>>") == true)
    // Without a contradiction any more, it is over.
    try expectSettled(sandbox, Self.runbook("two", "new"), Self.text("mine", "new"))
  }

  @Test func deletingTheConflictKeepsMine() throws {
    let sandbox = try conflict()
    try sandbox.remove(Self.file)
    #expect(try !sandbox.plan(Self.runbook("new")).hasDrift)
    try expectSettled(sandbox, Self.runbook("new"), Self.text("mine", "nine"))
    // What comes later is merged, and contradicts only where it is new again.
    try expectSettled(sandbox, Self.runbook("new", "later"), Self.text("mine", "later"))
    try sandbox.generate(Self.runbook("newest", "later"))
    #expect(sandbox.read(Self.file)?.contains("||||||| generated before\nnew\n=======\nnewest\n") == true)
  }

  @Test func takingWhatIsNewSettlesIt() throws {
    let sandbox = try conflict()
    try sandbox.write(Self.path, Self.text("new", "my nine"))
    try expectSettled(sandbox, Self.runbook("new"), Self.text("new", "my nine"))
  }

  @Test func movingTheConflictOverTheFileSettlesIt() throws {
    let sandbox = try conflict()
    // Not before somebody has said what is to stand between the markers.
    try sandbox.write(Self.path, sandbox.read(Self.file)!)
    try sandbox.remove(Self.file)
    #expect(try sandbox.plan(Self.runbook("new")).conflicts.map(\.reason) == [.markers])
    try sandbox.generate(Self.runbook("new"))
    #expect(sandbox.read(Self.file) == nil)
    try sandbox.write(Self.path, Self.text("mine and new", "nine"))
    try expectSettled(sandbox, Self.runbook("new"), Self.text("mine and new", "nine"))
  }

  /// An edit in the file of a conflict is an edit like any other.
  @Test func aConflictThatIsBeingSettledIsLeftAlone() throws {
    let sandbox = try conflict()
    try sandbox.write(Self.file, "half done\n")
    for artifacts in [Self.runbook("new"), Self.runbook("newer"), Self.runbook("two", "other")] {
      #expect(try sandbox.plan(artifacts).conflicts.map(\.reason) == [.settling])
      try sandbox.generate(artifacts)
      #expect(sandbox.read(Self.file) == "half done\n")
      #expect(sandbox.read(Self.path) == Self.text("mine", "nine"))
    }
    // Done, it is based on the version that it was begun with; what came since is new.
    try sandbox.write(Self.path, Self.text("mine and new", "nine"))
    try sandbox.remove(Self.file)
    try expectSettled(sandbox, Self.runbook("new", "since"), Self.text("mine and new", "since"))
  }

  @Test(arguments: [true, false]) func aConflictGoesWithItsFile(isDeleted: Bool) throws {
    let sandbox = try conflict()
    if isDeleted {
      try sandbox.remove(Self.path)
      try expectSettled(sandbox, Self.runbook("new"), Self.text("new", "nine"))
    } else {
      #expect(try sandbox.plan([]).changes.map(\.reason) == [.abandoned])
      try sandbox.generate([])
      #expect(sandbox.read(Self.path) == Self.text("mine", "nine") && sandbox.read(Self.file) == nil)
      #expect(try sandbox.plan([]).changes.isEmpty)
    }
    #expect((sandbox.read(ArtifactPath.bases) != nil) == isDeleted)
  }

  @Test func aFileInTheWayOfAConflict() throws {
    let sandbox = try Sandbox()
    try sandbox.generate(Self.runbook("two"))
    try sandbox.write(Self.path, Self.text("mine", "nine"))
    try sandbox.write(Self.file, "a stranger\n")
    for _ in 0..<2 {
      try sandbox.generate(Self.runbook("new"))
      #expect(try sandbox.plan(Self.runbook("new")).conflicts.map(\.reason) == [.blocked])
      #expect(sandbox.read(Self.file) == "a stranger\n")
    }
    try sandbox.remove(Self.file)
    try sandbox.generate(Self.runbook("new"))
    #expect(sandbox.read(Self.file)?.contains("generated before\ntwo") == true)
  }

  @Test func whatIsNoTextIsNotMerged() throws {
    let sandbox = try Sandbox()
    try sandbox.generate([Artifact(Self.path, [0, 1], kind: .merged)])
    try sandbox.write(Self.path, "\0mine")
    try sandbox.generate([Artifact(Self.path, [0, 2], kind: .merged)])
    #expect(sandbox.read(Self.path) == "\0mine" && sandbox.read(Self.file) == "\0\u{2}")
    try sandbox.remove(Self.file)
    try sandbox.generate([Artifact(Self.path, [0, 2], kind: .merged)])
    #expect(try sandbox.plan([Artifact(Self.path, [0, 2], kind: .merged)]).isUpToDate)
  }

  // MARK: Moves

  @Test func aRenamedRunbookKeepsItsEdits() throws {
    let sandbox = try conflict()
    try sandbox.remove(Self.file)
    let renamed = Self.runbook("new", "other nine", at: "runbooks/web.md")
    let plan = try sandbox.plan(renamed)
    #expect(plan.changes.map(\.action) == [.move] && plan.changes[0].from == Self.path)
    try sandbox.generate(renamed)
    #expect(sandbox.read(Self.path) == nil)
    #expect(sandbox.read("runbooks/web.md") == Self.text("mine", "other nine"))
    #expect(try sandbox.plan(renamed).isUpToDate)
  }

  @Test func aMoveInConflict() throws {
    let sandbox = try Sandbox()
    try sandbox.generate(Self.runbook("two"))
    try sandbox.write(Self.path, Self.text("mine", "nine"))
    let renamed = Self.runbook("new", at: "runbooks/web.md")
    #expect(try sandbox.plan(renamed).conflicts.map(\.from) == [Self.path])
    try sandbox.generate(renamed)
    #expect(sandbox.read(Self.path) == nil)
    #expect(sandbox.read("runbooks/web.md") == Self.text("mine", "nine"))
    #expect(sandbox.read("runbooks/web.md.conflict")?.contains("\nnew\n>>>>>>>") == true)
    try sandbox.remove("runbooks/web.md.conflict")
    try sandbox.generate(renamed)
    #expect(try sandbox.plan(renamed).isUpToDate)
  }

  // MARK: Manifests of other versions and branches

  /// Before there were bases, manifests had only digests.
  @Test func manifestsWithoutBasesAreTakenOver() throws {
    let sandbox = try Sandbox()
    let artifacts = Self.runbook("two") + [Artifact("other.md", text: Self.text("x", "y"), kind: .merged)]
    try sandbox.generate(artifacts)
    try sandbox.write(Self.path, Self.text("mine", "nine"))
    try sandbox.write("other.md", Self.text("my x", "y"))
    try sandbox.write(
      ArtifactPath.manifest,
      sandbox.read(ArtifactPath.manifest)!.replacingOccurrences(of: "\"format\": 2", with: "\"format\": 1"))
    try sandbox.remove(ArtifactPath.bases)
    // What is generated still is the base of one edit; that of the other is not known any more.
    let updated = Self.runbook("new") + [artifacts[1]]
    #expect(try sandbox.plan(updated).changes.map(\.reason) == [.edited, .unknownBase])
    try sandbox.generate(updated)
    #expect(sandbox.read(Self.path) == Self.text("mine", "nine"))
    #expect(sandbox.read(Self.file) == Self.text("<<<<<<< edited\nmine\n=======\nnew\n>>>>>>> generated now", "nine"))
    #expect(sandbox.read(ArtifactPath.manifest)?.contains("\"format\": 2") == true)
    try sandbox.remove(Self.file)
    try sandbox.generate(
      Self.runbook("new", "later") + [Artifact("other.md", text: Self.text("x", "z"), kind: .merged)])
    #expect(sandbox.read(Self.path) == Self.text("mine", "later"))
    #expect(sandbox.read("other.md") == Self.text("my x", "z"))
  }

  /// Two branches generate and edit; git merges the files and puts the lines of both manifests together.
  @Test func branchesAreMerged() throws {
    let sandbox = try Sandbox()
    func git(_ arguments: String...) throws {
      let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath=/dev/null"]
      let result = try Tool.run("git", identity + arguments, in: sandbox.root)
      try #require(result.status == 0, Comment(rawValue: result.all))
    }
    let owned = { (text: String) in Artifact("owned.yml", text: text) }
    let attributes = Artifact(".gitattributes", text: "/.pharos/* merge=union\n")
    try sandbox.generate(Self.runbook("two") + [owned("1\n"), attributes], spec: "0")
    try git("init", "--quiet", "--initial-branch=main")
    try git("add", "-A")
    try git("commit", "--quiet", "-m", "0")
    try git("checkout", "--quiet", "-b", "other")
    try sandbox.generate(
      Self.runbook("two", "theirs") + [owned("1\n"), attributes, Artifact("b", text: "b")], spec: "1")
    try git("add", "-A")
    try git("commit", "--quiet", "-m", "1")
    try git("checkout", "--quiet", "main")
    try sandbox.generate(Self.runbook("ours") + [owned("1\n"), attributes, Artifact("z", text: "z")], spec: "2")
    try sandbox.write(Self.path, sandbox.read(Self.path)!.replacingOccurrences(of: "step 5", with: "my step"))
    try git("add", "-A")
    try git("commit", "--quiet", "-m", "2")
    try git("merge", "--quiet", "--no-edit", "other")
    let both =
      Self.runbook("ours", "theirs") + [owned("1\n"), attributes, Artifact("b", text: "b"), Artifact("z", text: "z")]
    let edited = Self.text("ours", "theirs").replacingOccurrences(of: "step 5", with: "my step")
    #expect(sandbox.read(Self.path) == edited)
    #expect(try !sandbox.plan(both).hasDrift)
    try sandbox.generate(both, spec: "1 and 2")
    #expect(sandbox.read(Self.path) == edited)
    #expect(try Manifest(parsing: Array(sandbox.read(ArtifactPath.manifest)!.utf8)).entries[Self.path]?.others == [])
    #expect(sandbox.read(ArtifactPath.bases)?.split(separator: "\n").count == 1)
  }
}

extension Plan.Change {
  fileprivate func record(is digest: Digest, in plan: Plan) throws -> Bool {
    try plan.manifest.entries[path] == .init(digest: digest, kind: kind)
  }
}
