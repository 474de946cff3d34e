import Documents
import Formats
import GoTemplate

extension PlacedName {
  /// Labels that a template of a text reads.
  static func all(_ uses: [AlertTemplate.LabelUse], of text: Text, in source: SourceFile) -> [PlacedName] {
    if uses.isEmpty { return [] }
    let map = text.map(in: source)
    return uses.map { PlacedName(name: $0.name, range: map.range(of: $0.range)) }
  }
}
