import Documents
import Regeneration
import Support
import Testing

/// Overlays made up at random, of one value somewhere in a generated file: that value is another, and nothing else is.
struct RandomOverlayTests {
  @Test func oneValueChanges() throws {
    let artifacts = try Overlaid.artifacts(of: "examples/agentic-startup-studio/pharos.yml").filter {
      $0.path.hasSuffix(".yml")
    }
    var random = SeededRandom(seed: 7)
    for round in 0..<150 {
      let artifact = artifacts.randomElement(using: &random)!
      let before = try tree(artifact)
      let path = somewhere(in: before, &random)
      let value = Tree.string(["no", "0x1F", "a: b", "#", "two\nlines", "", "é"].randomElement(using: &random)!)
      let overlay = path.reversed().reduce(value) { inner, key in .mapping([.init(key, inner)]) }
      let text = String(decoding: YAMLWriter.write(overlay), as: UTF8.self)
      let once = try Overlaid.apply(text, to: artifact)
      // A collection in the way is an error, and leaves the file as it is.
      guard once.findings.isEmpty else {
        #expect(once.findings.map(\.rule) == ["overlay/type"], "round \(round)")
        continue
      }
      #expect(try tree(once.artifact) == set(value, at: path[...], in: before), "round \(round): \(text)")
      #expect(try tree(Overlaid.apply(text, to: once.artifact).artifact) == tree(once.artifact), "round \(round)")
    }
  }

  private func tree(_ artifact: Artifact) throws -> Tree {
    let source = SourceFile(name: artifact.path, bytes: try artifact.contents.bytes)
    return Tree(try #require(YAMLDocuments.readSingle(source).root))
  }

  /// Keys down to a value, of mappings alone; now and then one that is not there.
  private func somewhere(in tree: Tree, _ random: inout SeededRandom) -> [String] {
    guard case .mapping(let entries) = tree, let entry = entries.randomElement(using: &random) else { return [] }
    if Int.random(in: 0..<5, using: &random) == 0 { return ["not_there"] }
    return [entry.key] + somewhere(in: entry.value, &random)
  }

  private func set(_ value: Tree, at path: ArraySlice<String>, in tree: Tree) -> Tree {
    guard let key = path.first else { return value }
    var tree = tree
    tree[key] = set(value, at: path.dropFirst(), in: tree[key] ?? .mapping([]))
    return tree
  }
}
