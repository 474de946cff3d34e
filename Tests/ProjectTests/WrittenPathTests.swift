import Documents
import Support
import Testing

@testable import Project

/// A path leads to what a look through every mapping and list on the way finds.
struct WrittenPathTests {
  /// Mappings of more keys than are looked through, some of them twice, with lists in them.
  private static func node(_ depth: Int, _ random: inout SeededRandom, _ place: inout Int) -> Node {
    place += 1
    let range = place..<place + 1
    switch depth == 0 ? 0 : Int.random(in: 0...3, using: &random) {
    case 0: return Node(.scalar(Scalar(text: "x", style: .plain)), range: range)
    case 1:
      let items = (0..<Int.random(in: 0...20, using: &random)).map { _ in node(depth - 1, &random, &place) }
      return Node(.sequence(items), range: range)
    default:
      let entries = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        Node.Entry(
          key: Node(
            .scalar(Scalar(text: "k\(Int.random(in: 0...20, using: &random))", style: .plain)), range: 0..<place),
          value: node(depth - 1, &random, &place))
      }
      return Node(.mapping(entries), range: range)
    }
  }

  private static func step(_ random: inout SeededRandom) -> PathStep {
    switch Int.random(in: 0...3, using: &random) {
    case 0: .index(Int.random(in: 0...20, using: &random))
    case 1: .name("k\(Int.random(in: 0...22, using: &random))")
    default: .key("k\(Int.random(in: 0...22, using: &random))")
    }
  }

  @Test func leadsToTheSame() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 1))
    for round in 0..<100 {
      var place = 0
      let root = Self.node(4, &random, &place)
      let errors = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let start = Int.random(in: 0...place, using: &random)
        return start..<start + 1
      }
      let paths = WrittenPaths(root, errors: RangeCover(errors))
      for _ in 0..<60 {
        let path = (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.step(&random) }
        let written = Self.written(path, root, errors)
        #expect(paths.node(at: path)?.range == root.descend(written)?.range, "round \(round): \(path)")
        #expect(paths.nearest(path).range == root.nearest(written).range, "round \(round): \(path)")
      }
    }
  }

  /// With indices that count what the file lists, not only what could be read of it.
  private static func written(_ path: Path, _ root: Node, _ errors: [Range<Int>]) -> Path {
    path.reduce(into: Path()) { result, step in
      guard case .index(let index) = step, let items = root.descend(result)?.sequence else {
        result.append(step)
        return
      }
      let read = items.indices.filter { !errors.contains(items[$0].range) }
      result.append(.index(index < read.count ? read[index] : index))
    }
  }
}
