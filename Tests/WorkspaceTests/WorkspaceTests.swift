import Foundation
import Regeneration
import Testing

@testable import Workspace

@Suite struct WorkspaceTests {
  @Test func generatingAgainTouchesNothing() throws {
    let sandbox = try Sandbox()
    let artifacts = FaultTests.after(20)
    try sandbox.generate(artifacts)
    try sandbox.write("mine.txt", "mine")
    try sandbox.write("notes.md", "edited")
    let times = sandbox.times()
    #expect(try sandbox.plan(artifacts).isUpToDate)
    #expect(try sandbox.generate(artifacts) == nil)
    #expect(sandbox.times() == times)
  }

  @Test func aRefusedRunWritesNothing() throws {
    let sandbox = try Sandbox()
    try sandbox.write("docker-compose.yml", "mine")
    let (contents, times) = (sandbox.contents(), sandbox.times().filter { !$0.key.hasSuffix("monitoring") })
    let artifacts = [Artifact("docker-compose.yml", text: "ours"), Artifact("a/b", text: "b")]
    let error = workspaceError { try sandbox.generate(artifacts) }
    #expect(error?.kind == .refused)
    #expect(error?.message == "one file is not pharos's to replace: docker-compose.yml")
    #expect(sandbox.contents() == contents)
    #expect(sandbox.times().filter { !$0.key.hasSuffix("monitoring") } == times)
    try sandbox.generate(artifacts, force: true)
    #expect(sandbox.read("docker-compose.yml") == "ours")
  }

  @Test func aFolderThatWasNotThereIsNotLeftBehind() throws {
    let sandbox = try Sandbox()
    let workspace = Workspace(root: sandbox.root.appendingPathComponent("deep/er/").path)
    #expect(try workspace.plan([], specDigest: Digest(of: []), version: "1").changes.isEmpty)
    try workspace.withLock { _ in }
    #expect(sandbox.contents().isEmpty)
  }

  @Test func modesAreKept() throws {
    let sandbox = try Sandbox()
    try sandbox.generate([Artifact("env", text: "1"), Artifact("run.sh", text: "1", isExecutable: true)])
    let path = sandbox.root.appendingPathComponent("env").path
    chmod(path, 0o600)
    try sandbox.generate([Artifact("env", text: "2"), Artifact("run.sh", text: "2", isExecutable: true)])
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(FileManager.default.isExecutableFile(atPath: sandbox.root.appendingPathComponent("run.sh").path))
  }

  /// Each case puts a link where pharos writes or reads; what it leads to stays as it is.
  @Test(
    arguments: [
      "grafana", "grafana/a.json", ".pharos", ".pharos/staging", ".pharos/lock", ".pharos/manifest.json",
      ".pharos/bases",
    ],
    [false, true])
  func linksAreNotFollowed(link: String, force: Bool) throws {
    let sandbox = try Sandbox()
    let isFile = ["json", "lock", "bases"].contains(where: link.hasSuffix)
    let outside = sandbox.base.appendingPathComponent("outside")
    try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
    for name in ["a.json", "journal", "manifest.json"] {
      try Data("outside".utf8).write(to: outside.appendingPathComponent(name))
    }
    let place = sandbox.root.appendingPathComponent(link)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: place.path, withDestinationPath: isFile ? "../../outside/a.json" : outside.path)
    let before = sandbox.contents()
    let error = workspaceError { try sandbox.generate([Artifact("grafana/a.json", text: "new")], force: force) }
    #expect([.obstacle, .refused, .system(ELOOP)].contains(error?.kind))
    #expect(sandbox.contents() == before)
  }

  /// A repository may hold any manifest and any journal.
  @Test(arguments: [
    "../outside.txt", "/etc/hosts", ".pharos/lock", "a/../../outside.txt", "../\u{301}.txt", ".git/hooks/pre-commit",
    "a/.GIT/config",
    ".g\u{200C}it/config", ".github/workflows/ci.yml", "a/.GitHub/Workflows/ci.yml",
  ])
  func pathsThatLeadOutsideAreRefused(path: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("../outside.txt", "outside")
    let digest = Digest(of: Array("outside".utf8))
    let manifest = Manifest(version: "1", specDigest: digest, entries: [path: .init(digest: digest, kind: .owned)])
    try sandbox.write(".pharos/manifest.json", String(decoding: manifest.encoded(), as: UTF8.self))
    #expect(throws: ManifestError.self) { try sandbox.generate([]) }
    try FileManager.default.removeItem(at: sandbox.root)
    try plant([.file(path, slot: 0, before: digest, after: nil)], in: sandbox)
    #expect(try sandbox.generate([]) == .setAside(".pharos/set-aside-1"))
    #expect(throws: PlanError.self) { try sandbox.plan([Artifact(path, text: "x")]) }
    #expect(sandbox.read("../outside.txt") == "outside")
  }

  /// As much as somebody can know who commits a staging folder.
  private func plant(_ steps: [Step], in sandbox: Sandbox) throws {
    try sandbox.write(".pharos/staging/.gitignore", "*\n")
    let journal = Journal(mark: "1 1764425481000000000", steps: steps)
    try sandbox.write(".pharos/staging/journal", String(decoding: journal.encoded(), as: UTF8.self))
  }

  /// What lies in a staging folder that no run made here changes nothing, whatever it names: neither is a staged file put in place, nor
  /// one that is there taken away.
  @Test(arguments: ["new.txt", "Makefile", "folder/changed.txt", "runbooks/new.md"], [false, true])
  func aPlantedJournalDoesNothing(path: String, isLink: Bool) throws {
    let sandbox = try FaultTests.prepared(0)
    let now = sandbox.read(path).map { Digest(of: Array($0.utf8)) }
    let planted = Digest(of: Array("planted".utf8))
    let steps: [Step] = [
      .file(path, slot: 0, before: now == nil ? planted : nil, after: now),
      .file(path, slot: 0, before: planted, after: now), .file(path, slot: 0, before: now, after: planted),
    ]
    let before = sandbox.contents()
    for (number, step) in steps.enumerated() {
      if isLink {
        try sandbox.write(".pharos/staging/.gitignore", "*\n")
        try FileManager.default.createSymbolicLink(
          atPath: sandbox.root.appendingPathComponent(".pharos/staging/0").path, withDestinationPath: "/etc/hosts")
      } else {
        try sandbox.write(".pharos/staging/0", "planted")
      }
      try plant([step], in: sandbox)
      #expect(try sandbox.workspace().remains == .foreign)
      // What was set aside before stays.
      #expect(try sandbox.workspace().withLock { $0.recovery } == .setAside(".pharos/set-aside-\(number + 1)"))
      #expect(sandbox.contents().filter { !$0.key.contains(".pharos/set-aside") } == before)
    }
  }

  /// A run that is interrupted is taken back where it ran, and nowhere else.
  @Test func aCopyOfAnInterruptedRunIsSetAside() throws {
    let sandbox = try FaultTests.prepared(0)
    let dying = FileSystem { operation, path throws(SystemError) in
      if operation == .exchange || operation == .delete { throw SystemError(operation, path, EIO) }
    }
    #expect(workspaceError { try sandbox.generate(FaultTests.after(0), dying) } != nil)
    let copy = sandbox.base.appendingPathComponent("copy")
    try FileManager.default.copyItem(at: sandbox.root, to: copy)
    #expect(try Workspace(root: copy.path).withLock { $0.recovery } == .setAside(".pharos/set-aside-1"))
    #expect(try sandbox.workspace().remains == .run)
    guard case .undone? = try sandbox.workspace().withLock({ $0.recovery }) else {
      Issue.record("the run itself is not taken back")
      return
    }
  }

  /// A manifest from anyone may name what pharos never generates, with its digest.
  @Test(arguments: [
    "own.txt", "secrets/key", "Secrets/key", ".env", "app/src/key.pem", "prometheus/rules/mine.yml", "docs/mine.md",
  ])
  func whatIsNotGeneratedStays(path: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write(path, "mine")
    let digest = Digest(of: Array("mine".utf8))
    for kind in [Artifact.Kind.owned, .merged] {
      let manifest = Manifest(version: "1", specDigest: digest, entries: [path: .init(digest: digest, kind: kind)])
      try sandbox.write(".pharos/manifest.json", String(decoding: manifest.encoded(), as: UTF8.self))
      let workspace = Workspace(root: sandbox.root.path, isGenerated: Artifact.isMarked)
      let artifacts = [Artifact("docs/a.md", text: "mine", kind: .merged)]
      try workspace.withLock { session in
        _ = try session.apply(try session.plan(artifacts, specDigest: digest, version: "1"))
      }
      #expect(sandbox.read(path) == "mine")
    }
  }

  /// What says that it is generated goes when nothing generates it any more.
  @Test func whatIsGeneratedGoes() throws {
    let sandbox = try Sandbox()
    let workspace = Workspace(root: sandbox.root.path, isGenerated: Artifact.isMarked)
    let digest = Digest(of: [])
    for artifacts in [
      [Artifact("a/b.yml", text: "# \(Artifact.mark)\n"), Artifact("c.yml", text: "")], [Artifact("c.yml", text: "")],
    ] {
      try workspace.withLock { session in
        _ = try session.apply(try session.plan(artifacts, specDigest: digest, version: "1"))
      }
    }
    #expect(sandbox.read("a/b.yml") == nil && sandbox.read("c.yml") == "")
  }

  /// A run that is killed is not committed with what it was at work on.
  @Test func gitIgnoresTheStagingFolder() throws {
    let sandbox = try FaultTests.prepared(0)
    let dying = FileSystem { operation, path throws(SystemError) in
      if operation == .exchange || operation == .delete { throw SystemError(operation, path, EIO) }
    }
    #expect(workspaceError { try sandbox.generate(FaultTests.after(0), dying) } != nil)
    #expect(sandbox.read(".pharos/staging/.gitignore") == "*\n")
    #expect(sandbox.read(".pharos/staging/journal") != nil)
  }

  @Test func obstaclesAreNamed() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a", "a file")
    try sandbox.write("b/c", "in a folder")
    let plan = try sandbox.plan([Artifact("a/x", text: ""), Artifact("b", text: "")], force: true)
    #expect(plan.changes.map(\.message) == ["`a` is a file", "is a folder"])
    #expect(plan.refusals.count == 2)
  }

  @Test func aReadOnlyFolder() throws {
    // Root may write anywhere but where the file system itself refuses.
    guard geteuid() != 0 else {
      let error = workspaceError { try Workspace(root: "/dev/fd/pharos").withLock { _ in } }
      #expect(error?.outcome == .nothingChanged)
      return
    }
    for path in ["", "folder"] {
      let sandbox = try FaultTests.prepared(0)
      let before = sandbox.contents()
      let folder = sandbox.root.appendingPathComponent(path).path
      chmod(folder, 0o555)
      defer { chmod(folder, 0o755) }
      let error = workspaceError { try sandbox.generate(FaultTests.after(0)) }
      #expect(error?.kind == .system(EACCES))
      #expect(error?.message == "cannot write \(folder)/: permission denied")
      #expect(sandbox.contents() == before)
    }
  }

  @Test func namesTooLong() throws {
    let sandbox = try Sandbox()
    let long = String(repeating: "x", count: 256)
    #expect { try sandbox.generate([Artifact("a/\(long)/b", text: "")]) } throws: {
      "\($0)" == "the path `a/\(long)/b` has a name longer than 255 bytes"
    }
    // Within the limits of a name, beyond those of a path.
    let deep = Workspace(root: sandbox.base.path + String(repeating: "/\(long.dropLast())", count: 17))
    let error = workspaceError { try deep.withLock { _ in } }
    #expect(error?.kind == .system(ENAMETOOLONG))
    #expect(sandbox.contents().isEmpty)
  }

  @Test(arguments: ["pharos journal 1\nend\n", "pharos journal 2\nend\n", "pharos journal 3\n1 2\nend\n", ""])
  func aDamagedJournalIsSetAside(text: String) throws {
    let sandbox = try FaultTests.prepared(0)
    try sandbox.write(".pharos/staging/journal", text)
    #expect(try sandbox.workspace().remains == .foreign)
    #expect(try sandbox.generate(FaultTests.after(0)) == .setAside(".pharos/set-aside-1"))
    #expect(sandbox.read(".pharos/set-aside-1/journal") == text)
  }

  @Test func journals() {
    let digest = Digest(of: [])
    let journal = Journal(
      mark: "7 8",
      steps: [
        .makeFolder("a b/c"), .file("a b/c/d e", slot: 12, before: nil, after: digest),
        .file("x", slot: 0, before: digest, after: nil),
        .removeFolder("y"), .file(ArtifactPath.manifest, slot: 3, before: digest, after: Digest(of: [1])),
      ])
    #expect(Journal(parsing: journal.encoded()) == journal)
    for end in 0..<journal.encoded().count { #expect(Journal(parsing: Array(journal.encoded()[..<end])) == nil) }
  }

  @Test func singleFiles() throws {
    let sandbox = try Sandbox()
    try sandbox.write("spec.yml", "old")
    let path = sandbox.root.appendingPathComponent("spec.yml").path
    chmod(path, 0o640)
    let link = sandbox.base.appendingPathComponent("link.yml").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "monitoring/spec.yml")
    try TextFile.write(link, Array("new".utf8))
    #expect(try TextFile.read(path) == Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "monitoring/spec.yml")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(workspaceError { try TextFile.write(path, [], isNew: true) }?.kind == .system(EEXIST))
    #expect(
      workspaceError { _ = try TextFile.read(path + "x") }?.message == "cannot open \(path)x: no such file or folder")
    #expect(workspaceError { _ = try TextFile.read(sandbox.base.path) }?.kind == .system(EISDIR))
    let full = FileSystem { operation, path throws(SystemError) in
      if operation == .write { throw SystemError(operation, path, ENOSPC) }
    }
    #expect(workspaceError { try TextFile.write(path, [1], full) }?.message.hasSuffix("the disk is full") == true)
    #expect(sandbox.contents()["monitoring/spec.yml"] == "new")
    #expect(sandbox.contents().count == 3)
    truncate(path, off_t(TextFile.maximumSize + 1))
    #expect(workspaceError { _ = try TextFile.read(path) }?.kind == .tooLarge)
  }

  @Test func listings() throws {
    let sandbox = try Sandbox()
    for path in ["b/2", "b/10", "a", "c/d/e", ".git/x", "Z"] { try sandbox.write(path, "") }
    for (name, target) in [("file", "a"), ("loop", "."), ("dead", "nowhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: sandbox.root.appendingPathComponent(name).path, withDestinationPath: target)
    }
    let files = try FolderListing.files(under: sandbox.root.path)
    #expect(files.map { $0.dropFirst(sandbox.root.path.count + 1) } == ["Z", "a", "file", "b/10", "b/2", "c/d/e"])
    #expect(workspaceError { _ = try FolderListing.files(under: "/nowhere") }?.kind == .system(ENOENT))
  }
}
