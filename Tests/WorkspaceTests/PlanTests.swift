import Regeneration
import Testing

/// What becomes of one file.
@Suite struct PlanTests {
  /// What was generated last, what lies there, what is generated now; what becomes of it, without and with force.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind = Artifact.Kind.owned
    var last: String?
    var disk: String?
    var new: String?
    var action: Plan.Action?
    var reason: Plan.Reason?
    var forced: Plan.Action?

    init(
      _ kind: Artifact.Kind, _ last: String?, _ disk: String?, _ new: String?, _ action: Plan.Action?,
      _ reason: Plan.Reason? = nil, forced: Plan.Action? = nil
    ) {
      (self.kind, self.last, self.disk, self.new, self.action, self.reason) = (kind, last, disk, new, action, reason)
      self.forced = forced ?? action
    }

    var testDescription: String { "\(kind) \(last ?? "-") \(disk ?? "-") \(new ?? "-")" }
  }

  @Test(arguments: [
    Case(.owned, nil, nil, "1", .create),
    Case(.owned, nil, "1", "1", .unchanged),
    Case(.owned, nil, "x", "1", .refuse, .foreign, forced: .update),
    Case(.owned, "1", "1", "1", .unchanged),
    Case(.owned, "1", "1", "2", .update),
    Case(.owned, "1", "2", "2", .unchanged),
    Case(.owned, "1", nil, "1", .create),
    Case(.owned, "1", "x", "1", .refuse, .edited, forced: .update),
    Case(.owned, "1", "x", "2", .refuse, .edited, forced: .update),
    Case(.owned, "1", "1", nil, .remove),
    Case(.owned, "1", nil, nil, nil),
    Case(.owned, "1", "x", nil, .keep, .abandoned),
    Case(.owned, nil, "x", nil, nil),
    Case(.merged, nil, "x", "1", .keep, .foreign),
    Case(.merged, "1", "1", "2", .update),
    Case(.merged, "1", "x", "1", .keep, .edited),
    Case(.merged, "1", "x", "2", .conflict, .unknownBase),
    Case(.merged, "1", nil, "2", .create),
    Case(.merged, "1", "x", nil, .keep, .abandoned),
    Case(.merged, "1", "1", nil, .remove),
  ])
  func plans(_ example: Case) throws {
    let empty = Digest(of: [])
    let entries =
      example.last.map { ["docs/f": Manifest.Entry(digest: Digest(of: Array($0.utf8)), kind: example.kind)] } ?? [:]
    let artifacts = example.new.map { [Artifact("docs/f", text: $0, kind: example.kind)] } ?? []
    for force in [false, true] {
      let snapshot = Snapshot(
        manifest: (Manifest(version: "1", specDigest: empty, entries: entries), empty),
        files: example.disk.map { ["docs/f": .file(Array($0.utf8))] } ?? [:])
      let plan = try Plan(artifacts, in: snapshot, specDigest: empty, version: "1", force: force)
      #expect(plan.changes.map(\.action) == (force ? example.forced : example.action).map { [$0] } ?? [])
      if !force { #expect(plan.changes.first?.reason == example.reason) }
      guard let change = plan.changes.first else { continue }
      #expect((change.message == nil) == (change.reason == nil))
      // What an edit is not merged with yet is no base; what pharos never wrote, or no longer asks for, is not ours.
      let expected =
        switch (change.action, change.reason) {
        case (.keep, .edited): try change.afterDigest
        case (.keep, _), (.remove, _): Digest?.none
        case (.conflict, _), (.refuse, .edited): entries["docs/f"]?.digest
        case (.refuse, _): Digest?.none
        default: try change.afterDigest
        }
      #expect(try plan.manifest.entries["docs/f"]?.digest == expected)
    }
  }

  @Test func impossibleArtifacts() {
    let error = #expect(throws: PlanError.self) {
      try Plan(
        ["a", "A", "b", "b/c", "d", "d", "", ".PHAROS/x", "e\nf", "g.conflict"].map { Artifact($0, text: "") },
        in: Snapshot(), specDigest: Digest(of: []), version: "1")
    }
    #expect(
      error?.problems == [
        "the path `` is empty", "the path `.PHAROS/x` lies in `.pharos/`, which is pharos's own",
        "`A` and `a` are one file where case does not count", "two artifacts are named `d`",
        "the path `e\nf` has a control character, a quote or a backslash",
        "the path `g.conflict` ends as the file of a conflict does", "`b` is a file and the folder of `b/c`",
      ])
  }

  // MARK: Who has moved

  @Test(
    arguments: [
      ("spec", "1", "a", [.spec]), ("other spec", "1", "a", [.spec]), ("spec", "2", "a", [.tool]),
      ("other spec", "2", "a", [.spec, .tool]), ("other spec", "1", "x", [.spec, .hand]),
      // The same inputs and the same version, but other bytes.
      ("as before", "1", "a", [.tool]),
    ] as [(String, String, String, [Plan.Side])])
  func sides(spec: String, version: String, disk: String, sides: [Plan.Side]) throws {
    let last = Manifest(
      version: "1",
      specDigest: Digest(of: Array((spec == "as before" || version == "2" && spec == "spec" ? spec : "").utf8)),
      entries: ["f": .init(digest: Digest(of: Array("a".utf8)), kind: .owned)])
    let plan = try Plan(
      [Artifact("f", text: "b")],
      in: Snapshot(manifest: (last, Digest(of: [])), files: ["f": .file(Array(disk.utf8))]),
      specDigest: Digest(of: Array(spec.utf8)), version: version)
    #expect(plan.changes.map(\.sides) == [sides])
    #expect(plan.hasDrift)
  }

  @Test func aHandIsTold() throws {
    let last = Manifest(
      version: "1", specDigest: Digest(of: []),
      entries: ["f": .init(digest: Digest(of: Array("a".utf8)), kind: .owned)])
    for (disk, action) in [(DiskEntry.file([1]), Plan.Action.refuse), (.absent, .create)] {
      let plan = try Plan(
        [Artifact("f", text: "a")], in: Snapshot(manifest: (last, Digest(of: [])), files: ["f": disk]),
        specDigest: Digest(of: []), version: "1")
      #expect(plan.changes.map(\.sides) == [[.hand]] && plan.changes.map(\.action) == [action])
    }
  }

  // MARK: Moves

  private static func runbook(_ name: String, _ text: String = "") -> String {
    "# \(name)\n" + (0..<12).map { "\(text)step \($0)\n" }.joined()
  }

  private func moves(_ gone: [String: String], _ fresh: [String: String]) throws -> [String: String] {
    let manifest = Manifest(
      version: "1", specDigest: Digest(of: []),
      entries: gone.mapValues { .init(digest: Digest(of: Array($0.utf8)), kind: .merged) })
    let plan = try Plan(
      fresh.map { Artifact($0.key, text: $0.value, kind: .merged) },
      in: Snapshot(manifest: (manifest, Digest(of: [])), files: gone.mapValues { .file(Array($0.utf8)) }),
      specDigest: Digest(of: []), version: "1")
    return Dictionary(uniqueKeysWithValues: plan.changes.compactMap { change in change.from.map { ($0, change.path) } })
  }

  /// The nearest goes first, what is unlike stays, and nobody is taken twice.
  @Test func movesGoToTheNearest() throws {
    let api = Self.runbook("api"), web = Self.runbook("web", "other "), none = Self.runbook("none", "nothing like ")
    #expect(
      try moves(["r/api.md": api, "r/web.md": web], ["r/a.md": web + "more\n", "r/b.md": api]) == [
        "r/api.md": "r/b.md", "r/web.md": "r/a.md",
      ])
    #expect(try moves(["r/api.md": api], ["r/a.md": none]).isEmpty)
    #expect(try moves(["r/api.md": api, "r/api2.md": api], ["r/a.md": api]) == ["r/api.md": "r/a.md"])
    #expect(try moves(["r/api.md": api], ["r/a.md": api, "r/b.md": api]) == ["r/api.md": "r/a.md"])
  }
}
