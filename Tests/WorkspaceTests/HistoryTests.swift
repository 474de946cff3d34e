import Foundation
import Support
import Testing

@testable import Regeneration
@testable import Workspace

/// Random histories: the spec and the tool change, people edit, settle and delete, runs crash or meet an edit.
/// No edit by hand is ever lost, and what a run leaves is what it ought to.
@Suite struct HistoryTests {
  /// `PHAROS_LONG_TESTS=1` plays ten times as many steps.
  static var steps: Int { ProcessInfo.processInfo.environment["PHAROS_LONG_TESTS"] == nil ? 600 : 6_000 }

  @Test func noEditIsEverLost() throws {
    let seed = SeededRandom.seed(or: 1)
    var seen: [Plan.Action: Int] = [:]
    for part in 0..<4 {
      var history = try History(seed: seed + UInt64(part))
      for step in 0..<Self.steps {
        let action = try history.step()
        if let problem = history.problem {
          Issue.record(
            "PHAROS_SEED=\(seed + UInt64(part)), step \(step), \(action): \(problem)\n\(history.log.suffix(12))")
          return
        }
      }
      seen.merge(history.seen, uniquingKeysWith: +)
    }
    // Enough of everything has happened for the test to mean something.
    for action in Plan.Action.allCases { #expect(seen[action, default: 0] > 0, "\(action), PHAROS_SEED=\(seed)") }
  }
}

/// A project that lives: what it would generate, what people wrote where, and whether the folder agrees.
private struct History {
  private let sandbox: Sandbox
  private var random: SeededRandom
  private var services: [(name: String, topic: Int)] = [("s0", 0), ("s1", 1)]
  private var revision = 0, tool = 0, count = 9
  private var values = Array(repeating: 0, count: 4)
  /// Words that people wrote, each of which must be somewhere.
  private var words: Set<String> = []
  /// Merged files that a person wrote to, so that they need not be what is generated.
  private var touched: Set<String> = []
  /// What people wrote into the file of a conflict; all else in there is pharos's, and goes with it.
  private var settling: [String: Set<String>] = [:]
  private var isInterrupted = false
  var seen: [Plan.Action: Int] = [:]
  var log: [String] = []
  private(set) var problem: String?

  init(seed: UInt64) throws {
    sandbox = try Sandbox()
    random = SeededRandom(seed: seed)
  }

  /// For each service a runbook that is much like itself after a change, and unlike those of others, and a configuration.
  private var artifacts: [Artifact] {
    let runbooks = services.map { name, topic in
      let lines = (0..<16).map { line in
        switch line {
        case 0: "# \(name)"
        case 3, 7: "value \(values[line / 4]) of \(topic)"
        case 12: "by version \(tool) of \(topic)"
        default: "topic \(topic) line \(line)"
        }
      }
      return Artifact("runbooks/\(name).md", text: lines.joined(separator: "\n") + "\n", kind: .merged)
    }
    let owned = services.map { name, topic in
      Artifact("config/\(name).yml", text: "topic: \(topic)\nvalue: \(values[2])\ntool: \(tool)\n")
    }
    return runbooks + owned + [Artifact("all.yml", text: "services: \(services.map(\.name))\nvalue: \(values[3])\n")]
  }

  mutating func step() throws -> String {
    let action: String
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<12: action = changeSpec()
    case 12..<16: (tool, action) = (tool + 1, "upgrade")
    case 16..<36: action = try edit()
    case 36..<40: action = try editOwned()
    case 40..<43: action = try delete()
    case 43..<55: action = try settle()
    case 55..<63: action = try generate(crashingAt: Int.random(in: 0..<120, using: &random))
    case 63..<68: action = try generate(savingAt: Int.random(in: 0..<120, using: &random))
    case 68..<72: action = try generate(force: true)
    case 72..<75:
      try sandbox.workspace().withLock { _ in }
      (isInterrupted, action) = (false, "recover")
    default: action = try generate()
    }
    log.append(action)
    try expectWordsAreThere(after: action)
    return action
  }

  // MARK: What happens

  private mutating func changeSpec() -> String {
    revision += 1
    count += 1
    let at = services.indices.randomElement(using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where services.count < 5: services.append(("s\(count)", count))
    case 1 where services.count > 1: services.remove(at: at!)
    case 2: if let at { services[at].name = "s\(count)" }
    default: values[Int.random(in: 0..<values.count, using: &random)] = count
    }
    return "spec \(services.map(\.name)) \(values)"
  }

  /// A new word, as a person types it.
  private mutating func word(_ kind: String) -> String {
    count += 1
    return "\(kind)\(count)word"
  }

  private func files(_ suffix: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: sandbox.root.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".pharos") }.sorted()
  }

  private mutating func edit() throws -> String {
    guard let path = files(".md").randomElement(using: &random) else { return "nothing to edit" }
    try write(word("edit"), to: path)
    return "edit \(path)"
  }

  /// In place of a line or between two; while a run is half done, nothing is taken away.
  private mutating func write(_ word: String, to path: String) throws {
    var lines = (sandbox.read(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let at = Int.random(in: 0..<lines.count, using: &random)
    if isInterrupted || Bool.random(using: &random) { lines.insert(word, at: at) } else { lines[at] = word }
    try sandbox.write(path, lines.joined(separator: "\n"))
    touched.insert(path)
    look(adding: word)
  }

  /// What a person has left counts; what they took out themselves does not.
  private mutating func look(adding word: String? = nil) {
    if !isInterrupted { words.formIntersection(present) }
    if let word { words.insert(word) }
  }

  private mutating func editOwned() throws -> String {
    guard let path = files(".yml").randomElement(using: &random) else { return "nothing to edit" }
    let word = word("owned")
    try sandbox.write(path, sandbox.read(path)! + "\n# \(word)\n")
    words.insert(word)
    return "edit \(path)"
  }

  private mutating func delete() throws -> String {
    guard !isInterrupted, let path = (files(".md") + files(".yml")).randomElement(using: &random) else { return "-" }
    try sandbox.remove(path)
    touched.remove(path)
    look()
    return "delete \(path)"
  }

  /// In each of the ways that a person may choose.
  private mutating func settle() throws -> String {
    guard !isInterrupted, let file = files(".conflict").randomElement(using: &random) else { return "-" }
    let path = String(file.dropLast(".conflict".count))
    let way = Int.random(in: 0..<4, using: &random)
    switch way {
    case 0: try sandbox.remove(file)
    case 1:
      let lines = sandbox.read(file)!.split(separator: "\n", omittingEmptySubsequences: false)
      let settled = lines.filter { line in
        !["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains { line.hasPrefix($0) }
      }
      try sandbox.write(path, settled.joined(separator: "\n"))
      try sandbox.remove(file)
    case 2:
      try sandbox.write(path, sandbox.read(file)!)
      try sandbox.remove(file)
    default:
      let word = word("settling")
      try sandbox.write(file, sandbox.read(file)! + "\n" + word + "\n")
      settling[file, default: []].insert(word)
      words.insert(word)
    }
    if way != 3 { settling[file] = nil }
    touched.insert(path)
    look()
    return "settle \(path) by \(way)"
  }

  private mutating func generate(
    crashingAt crash: Int? = nil, savingAt save: Int? = nil, force: Bool = false
  ) throws -> String {
    let name =
      "generate\(crash.map { ", crash at \($0)" } ?? "")\(save.map { ", save at \($0)" } ?? "")\(force ? ", force" : "")"
    let (artifacts, sandbox) = (artifacts, sandbox)
    if force { words = words.filter { !$0.hasPrefix("owned") } }
    let saved = save.map { _ in (path: files(".md").randomElement(using: &random), word: word("saved")) }
    let calls = Calls { number in
      if let crash, number >= crash { throw EIO }
      if number == save, let path = saved?.path {
        try sandbox.write(path, (sandbox.read(path) ?? "") + "\n\(saved!.word)\n")
      }
    }
    var plan: Plan?
    do {
      try sandbox.workspace(calls.fileSystem).withLock { session in
        plan = try session.plan(
          artifacts, specDigest: Digest(of: Array("\(revision)".utf8)), version: "\(tool)", force: force)
        try session.apply(plan!)
      }
    } catch let error as WorkspaceError {
      try failed(error, plan, isExpected: crash != nil || save != nil)
      if let save, calls.count > save, let path = saved?.path { noteSave(path, saved!.word) }
      return "\(name): \(error)"
    }
    isInterrupted = try sandbox.workspace().remains == .run
    for change in plan!.changes {
      seen[change.action, default: 0] += 1
      if let from = change.from, touched.remove(from) != nil { touched.insert(change.path) }
    }
    if let save, calls.count > save, let path = saved?.path {
      noteSave(path, saved!.word)
    } else if crash == nil {
      try expectResult(artifacts, force: force)
    }
    return name
  }

  private mutating func noteSave(_ path: String, _ word: String) {
    words.insert(word)
    touched.insert(path)
    touched.formUnion(files(".md").filter { sandbox.read($0)?.contains(word) == true })
  }

  private mutating func failed(_ error: WorkspaceError, _ plan: Plan?, isExpected: Bool) throws {
    isInterrupted = try sandbox.workspace().remains == .run
    if error.kind == .refused {
      for change in plan!.refusals { seen[change.action, default: 0] += 1 }
    } else if !isExpected {
      problem = "failed: \(error)"
    }
    // A move that was half done, or is completed later.
    for change in plan?.changes ?? [] where change.from.map(touched.contains) == true { touched.insert(change.path) }
  }

  // MARK: What must hold

  /// Every word in a file outside of what is pharos's own, or in its staging folder while a run is half done.
  private var present: Set<String> {
    var found: Set<String> = []
    for (path, text) in sandbox.contents() {
      guard !path.contains("/.pharos/") || (isInterrupted && path.contains("/staging/")) else { continue }
      let words = text.split(separator: "\n").filter { $0.hasSuffix("word") }.map {
        String($0.split(separator: " ").last!)
      }
      found.formUnion(path.hasSuffix(".conflict") ? words.filter { isSettling($0, path) } : words)
    }
    return found
  }

  /// Whether a person wrote a word into the file of a conflict, whose path may begin anywhere.
  private func isSettling(_ word: String, _ path: String) -> Bool {
    settling.contains { path.hasSuffix($0.key) && $0.value.contains(word) }
  }

  private mutating func expectWordsAreThere(after action: String) throws {
    let lost = words.subtracting(present)
    if !lost.isEmpty { problem = problem ?? "lost \(lost.sorted())" }
    let plan = try sandbox.plan(artifacts)
    let differs = try artifacts.first { artifact in
      try artifact.kind == .owned && sandbox.read(artifact.path).map { Array($0.utf8) } != artifact.contents.bytes
    }
    if let differs, !plan.hasDrift { problem = problem ?? "\(differs.path) differs, and no check tells" }
  }

  /// After a run that went through.
  private mutating func expectResult(_ artifacts: [Artifact], force: Bool) throws {
    for artifact in artifacts where artifact.kind == .owned || !touched.contains(artifact.path) {
      if sandbox.read(artifact.path).map({ Array($0.utf8) }) != (try artifact.contents.bytes) {
        problem = "\(artifact.path) is not what is generated"
      }
    }
    let manifest = try Manifest(parsing: Array(sandbox.read(ArtifactPath.manifest)!.utf8))
    let left = Set(sandbox.baseDigests).subtracting(manifest.bases)
    if !left.isEmpty { problem = "bases left behind: \(left)" }
    let again = try sandbox.workspace().plan(
      artifacts, specDigest: Digest(of: Array("\(revision)".utf8)), version: "\(tool)")
    if try !again.isUpToDate { problem = "the next run would change \(again.changes.filter(\.isWrite).map(\.path))" }
  }
}
