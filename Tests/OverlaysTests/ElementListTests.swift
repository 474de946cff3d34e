import Documents
import Support
import Testing

@testable import Overlays

/// A list finds its elements as a look through all of them does, whatever was done to it.
struct ElementListTests {
  private static func element(_ random: inout SeededRandom) -> Tree {
    let entries = ["name", "url"].filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map { key in
      Tree.Entry(key, .string("n\(Int.random(in: 0..<5, using: &random))"))
    }
    let mapping = Tree.mapping(entries)
    return Bool.random(using: &random) ? mapping : .commented("of it", mapping)
  }

  @Test func findsTheSame() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 1))
    for round in 0..<100 {
      var plain: [Tree?] = (0..<Int.random(in: 0..<6, using: &random)).map { _ in Self.element(&random) }
      var list = ElementList(plain.compactMap { $0 })
      for _ in 0..<30 {
        let place = plain.indices.randomElement(using: &random)
        switch (Int.random(in: 0..<3, using: &random), place) {
        case (0, let place?) where plain[place] != nil:
          plain[place] = nil
          list.remove(place)
        case (1, let place?) where plain[place] != nil:
          let element = Self.element(&random)
          plain[place] = element
          list.replace(place, by: element)
        default:
          let element = Self.element(&random)
          plain.append(element)
          list.append(element)
        }
        for key in ["name", "url"] {
          for text in ["n0", "n1", "n2", "n3", "n4"] {
            let expected = plain.indices.filter { plain[$0]?.uncommented[key]?.text == text }
            #expect(list.places(of: text, under: key) == expected, "round \(round)")
          }
        }
        #expect(list.all == plain.compactMap { $0 })
        #expect(list.indices == plain.indices.filter { plain[$0] != nil })
      }
    }
  }
}
