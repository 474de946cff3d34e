import Documents
import Synchronization

/// Finds the values of a spec by their paths. Thousands of findings ask for places in one mapping or list: what is large is looked through
/// once.
///
/// An index of a path counts the items that could be read of a list, and not all that the file has.
final class WrittenPaths: Sendable {
  private let root: Node
  private let errors: RangeCover
  private let known = Mutex<Known>(Known())

  private struct Known {
    /// Where keys stand in the mapping at a path, of two that are the same the first.
    var keys: [Path: [String: Int]] = [:]
    /// The items of the list at a path that could be read.
    var items: [Path: [Int]] = [:]
  }

  private static let searchedThrough = 16

  init(_ root: Node, errors: RangeCover) {
    self.root = root
    self.errors = errors
  }

  /// The value at a path, nil where it is not written.
  func node(at path: Path) -> Node? {
    var node = root
    for (depth, step) in path.enumerated() {
      guard let next = child(step, of: node, at: path.prefix(depth)) else { return nil }
      node = next
    }
    return node
  }

  /// The value at a path or, where it is not written, the nearest one above it.
  func nearest(_ path: Path) -> Node {
    var node = root
    for (depth, step) in path.enumerated() {
      guard let next = child(step, of: node, at: path.prefix(depth)) else { break }
      node = next
    }
    return node
  }

  private func child(_ step: PathStep, of node: Node, at path: ArraySlice<PathStep>) -> Node? {
    switch step {
    case .key(let key): return entry(key, of: node, at: path)?.value
    case .name(let key): return entry(key, of: node, at: path)?.key
    case .index(let index):
      guard let items = node.sequence else { return nil }
      let place = written(index, of: items, at: path)
      return items.indices.contains(place) ? items[place] : nil
    }
  }

  private func entry(_ key: String, of node: Node, at path: ArraySlice<PathStep>) -> Node.Entry? {
    guard let entries = node.mapping else { return nil }
    if entries.count <= Self.searchedThrough { return node.entry(key) }
    return known.withLock { known in
      let keys = known.keys[Path(path), default: [:]]
      if !keys.isEmpty { return keys[key].map { entries[$0] } }
      let places = entries.enumerated().compactMap { place, entry in entry.key.text.map { ($0, place) } }
      let found = Dictionary(places) { first, _ in first }
      known.keys[Path(path)] = found
      return found[key].map { entries[$0] }
    }
  }

  private func written(_ index: Int, of items: [Node], at path: ArraySlice<PathStep>) -> Int {
    if errors.isEmpty { return index }
    return known.withLock { known in
      let read = known.items[Path(path)] ?? items.indices.filter { !errors.contains(items[$0].range) }
      known.items[Path(path)] = read
      return index < read.count ? read[index] : index
    }
  }
}
