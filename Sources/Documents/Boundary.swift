extension RandomAccessCollection where Index == Int {
  /// Where the elements begin for which a condition holds, in a collection in which it holds for all behind the first of them; the end
  /// where it holds for none. A search by halves.
  public func boundary(where holds: (Element) throws -> Bool) rethrows -> Int {
    var low = startIndex, high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if try holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
