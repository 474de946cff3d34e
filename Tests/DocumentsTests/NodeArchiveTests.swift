import Documents
import Support
import Templates
import Testing

/// Trees read from an archive are those that reading the YAML gives.
struct NodeArchiveTests {
  private func outline(_ node: Node) -> String {
    let place = "\(node.range) \(node.size)"
    switch node.content {
    case .scalar(let scalar): return "\(place) \(scalar.style) \(String(describing: scalar.tag)) \(scalar.text)"
    case .sequence(let items): return "\(place) [\(items.map(outline).joined(separator: "; "))]"
    case .mapping(let entries):
      return "\(place) {\(entries.map { "\(outline($0.key)): \(outline($0.value))" }.joined(separator: "; "))}"
    }
  }

  private func tree(_ text: String) throws -> Node {
    let (root, findings) = YAMLDocuments.readSingle(SourceFile(name: "some.yml", text: text))
    #expect(findings.isEmpty)
    return try #require(root)
  }

  @Test(arguments: [
    "plain", "''", "\"double \\u00e9 \\\" quoted\"", "|\n  literal\n  lines\n", ">-\n  folded\n  lines\n",
    "é: 日本\n😀: {}\n",
    "[]", "- 1\n- [a, b]\n- { c: d }\n", "a: &x { y: 1 }\nb: *x\nc: { <<: *x, z: 2 }\n", "!!str 12", "k: !!int '3'",
    "long: \(String(repeating: "0123456789", count: 500))",
  ])
  func readsBack(text: String) throws {
    let written = try tree(text)
    let archive = NodeArchive.write(written)
    #expect(archive.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(archive.withUnsafeBufferPointer { outline(NodeArchive.read($0)) } == outline(written))
  }

  @Test func everyEmbeddedFileHasItsTree() throws {
    let files = Templates.paths.filter { $0.hasSuffix(".yml") }
    #expect(files.count > 60)
    for path in files {
      let archive = try #require(Templates.tree(path), "\(path) has no tree")
      let text = String(decoding: try #require(Templates.contents(path)), as: UTF8.self)
      #expect(outline(NodeArchive.read(archive)) == outline(try tree(text)), "\(path)")
    }
    #expect(Templates.tree("runbooks/service-down.md") == nil)
  }
}
