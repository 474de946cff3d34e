import Documents
import Formats

extension Walker {
  /// Expressions that a spec has as Prometheus will see them; those of objectives and packs have placeholders.
  mutating func visitExpressions(of spec: Node, in source: SourceFile) {
    for entry in spec["alerts"]?.mapping ?? [] {
      if let expression = Text(entry.value["expr"]) { visit(Query(expression, in: source)) }
    }
  }
}
