import Documents
import Lint

/// The entries of the catalogue that a name means.
struct ExplainRules {
  /// - Parameter name: of a rule or a family; every rule where it is nil.
  func callAsFunction(_ name: String?) throws(CommandFailure) -> [RuleCatalog.Entry] {
    guard let name else { return RuleCatalog.all }
    let entries = RuleCatalog.all.filter { $0.id == name || $0.family == name }
    guard entries.isEmpty else { return entries }
    let nearest = Spelling.nearest(to: name, among: RuleCatalog.names).map { "did you mean `\($0)`?" }
    throw CommandFailure("there is no rule or family `\(name)`", help: nearest ?? "`pharos rules` lists them")
  }
}
