import Testing

@testable import PromQL

/// Few labels are looked through and many have an index; both answer as a dictionary does, and keep their order.
struct LabelMapTests {
  @Test(arguments: [3, 15, 17, 60])
  func answersAsADictionary(labels: Int) {
    var random = SplitMix64(state: UInt64(labels))
    var map = LabelMap<Int>(), set = LabelSet([]), known: [String: Int] = [:], order: [String] = []
    for step in 0..<400 {
      let label = "l\(random.next() % UInt64(labels))"
      if random.next() % 4 == 0 {
        map[label] = nil
        set.remove(label)
        known[label] = nil
        order.removeAll { $0 == label }
      } else {
        if known[label] == nil { order.append(label) }
        map[label] = step
        set.insert(label)
        known[label] = step
      }
      #expect(map.elements.map(\.label) == order && set.labels == order)
      #expect(
        (0..<labels).allSatisfy { map["l\($0)"] == known["l\($0)"] && set.contains("l\($0)") == map.contains("l\($0)") }
      )
    }
    map.keep { known[$0]! % 2 == 0 }
    #expect(map.elements.map(\.label) == order.filter { known[$0]! % 2 == 0 })
    #expect(map.elements.allSatisfy { map[$0.label] == known[$0.label] })
    #expect(set == LabelSet(order.reversed()))
  }
}
