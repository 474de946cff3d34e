import Documents
import Formats

extension Walker {
  /// Expressions that a spec has as Prometheus will see them, and those of objectives, whose window is open as a dashboard's variables
  /// are.
  mutating func visitExpressions(of spec: Node, in source: SourceFile) {
    for entry in spec["alerts"]?.mapping ?? [] {
      if let expression = Text(entry.value["expr"]) { visit(Query(expression, in: source)) }
    }
    for service in spec["services"]?.mapping ?? [] {
      for objective in service.value["objectives"]?.mapping ?? [] {
        for key in ["bad", "total"] {
          if let expression = Text(objective.value[key]) { visit(Query(dashboard: expression, in: source)) }
        }
      }
    }
  }
}
