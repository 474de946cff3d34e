import Artifacts
import Changes
import Documents
import Regeneration
import Support
import Testing

/// Any value of any configuration of the reference project, changed alone, is told of: "only wording" is never said of what runs.
struct NothingIsPassedOverTests {
  private static let stack = (try? generated()) ?? [:]

  private static func generated() throws -> [String: [UInt8]] {
    let text = try Repository.text("examples/agentic-startup-studio/pharos.yml")
    let artifacts = try Stacks.resolve(text).stack.map(StackArtifacts.generate) ?? []
    return Dictionary(uniqueKeysWithValues: try artifacts.map { ($0.path, try $0.contents.bytes) })
  }

  /// What people read, and the name of a group of rules, is wording; tests of rules run nowhere but in CI.
  private func isWording(_ place: [String]) -> Bool {
    place.last == "annotations" || place.count == 3 && place[0] == "groups" && place[2] == "name"
  }

  @Test(arguments: [1, 2, 3, 4])
  func everyValueCounts(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let paths = Self.stack.keys.filter { $0.hasSuffix(".yml") && !$0.hasPrefix("prometheus/tests/") }.sorted()
    #expect(paths.count > 40)
    for _ in 0..<60 {
      // Rule files are many: every second change is elsewhere.
      let others = paths.filter { !$0.hasPrefix("prometheus/rules/") }
      let path = (Bool.random(using: &random) ? paths : others).randomElement(using: &random)!
      let source = SourceFile(name: path, bytes: Self.stack[path]!)
      let before = Tree(try #require(YAMLDocuments.readSingle(source).root))
      var place: [String] = []
      guard let after = changed(before, &random, &place) else { continue }
      // The other rule files say nothing here, and take their time.
      let old = Self.stack.filter { $0.key == path || !$0.key.hasPrefix("prometheus/rules/") }
      let changes = StackChanges(from: old, to: old.merging([path: YAMLWriter.write(after)]) { $1 }).changes
      #expect(!changes.isEmpty, "\(path): \(place.joined(separator: "."))")
    }
  }

  /// A comment, another layout, the order of keys: nothing that anybody has to hear of.
  @Test func layoutIsNoChange() throws {
    for path in ["docker-compose.yml", "prometheus/prometheus.yml", "alertmanager/alertmanager.yml", "loki/loki.yml"] {
      let source = SourceFile(name: path, bytes: try #require(Self.stack[path]))
      var new = Self.stack
      new[path] = JSONWriter.write(Tree(try #require(YAMLDocuments.readSingle(source).root)))
      let summary = StackChanges(from: Self.stack, to: new)
      #expect(summary.changes.isEmpty && summary.files == 1, "\(path): \(summary.changes)")
    }
  }

  /// The tree with one scalar another, or one element or key gone; nil where only wording would be.
  private func changed(_ tree: Tree, _ random: inout SeededRandom, _ place: inout [String]) -> Tree? {
    switch tree {
    case .mapping(var entries) where !entries.isEmpty:
      let index = Int.random(in: 0..<entries.count, using: &random)
      place.append(entries[index].key)
      if isWording(place) { return nil }
      guard let value = changed(entries[index].value, &random, &place) else { return nil }
      entries[index].value = value
      return .mapping(entries)
    case .list(var items) where !items.isEmpty:
      let index = Int.random(in: 0..<items.count, using: &random)
      place.append("[\(index)]")
      if Int.random(in: 0..<4, using: &random) == 0 {
        items.remove(at: index)
        return .list(items)
      }
      guard let value = changed(items[index], &random, &place) else { return nil }
      items[index] = value
      return .list(items)
    case .boolean(let value): return .boolean(!value)
    case .integer(let value): return .integer(value + 1)
    case .number: return .number("12345.5")
    case .string(let text): return .string(other(text))
    default: return .string("something")
    }
  }

  /// Another value that stays a duration, a number or an expression, so that the file can be read on.
  private func other(_ text: String) -> String {
    if PrometheusDuration(text) != nil { return "77m" }
    return text.contains("\n") || text.contains("(") || text.contains("{") ? "\(text) > 77" : text + "_other"
  }
}
