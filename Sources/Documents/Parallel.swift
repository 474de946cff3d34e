import Dispatch

extension Array where Element: Sendable {
  /// Transforms each element, on all processors; the results are in the order of the elements.
  @inlinable public func parallelMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
    guard count > 1 else { return map(transform) }
    let results = UnsafeMutableBufferPointer<Result?>.allocate(capacity: count)
    results.initialize(repeating: nil)
    defer {
      results.deinitialize()
      results.deallocate()
    }
    nonisolated(unsafe) let slots = results
    // Each iteration writes to a slot of its own.
    DispatchQueue.concurrentPerform(iterations: count) { slots[$0] = transform(self[$0]) }
    return results.map { $0! }
  }
}
