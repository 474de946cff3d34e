import Overlays
import Support
import Testing

/// docs/overlays.md has every directive and every list with names, and no other.
struct OverlayDocumentTests {
  @Test func listsAreThoseOfTheTable() throws {
    let rows = KeyedList.all.map { list in
      "| \(list.files.map { "`\($0)`" }.joined(separator: ", ")) | `\(list.path)` | \(list.identity.words) |"
    }
    let text = try Repository.text("docs/overlays.md")
    let table = "| in | list | elements are told apart by |\n|---|---|---|\n" + rows.joined(separator: "\n") + "\n\n"
    #expect(text.contains(table), "the table should be\n\(table)")
  }

  @Test func directivesAreInTheText() throws {
    let text = try Repository.text("docs/overlays.md")
    for directive in Directive.allCases { #expect(text.contains("`{ \(directive.rawValue): ")) }
  }
}
