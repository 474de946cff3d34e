extension Array where Element: Hashable {
  /// Each element once, in order of first appearance.
  @inlinable public func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
