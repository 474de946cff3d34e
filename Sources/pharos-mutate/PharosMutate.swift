import Foundation
import PromQL

/// Changes expressions as people break them, for `make mutate`.
///
/// Reads a JSON list of expressions from standard input and writes a list of the mutants of each: `kind`, `text`, what was
/// put for what, and `equivalent`, the reason why no test can tell it from the original, where there is one.
@main
enum PharosMutate {
  static func main() throws {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let expressions = try JSONDecoder().decode([String].self, from: input)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    FileHandle.standardOutput.write(try encoder.encode(expressions.map(mutants)))
  }

  static func mutants(of text: String) -> [Mutant] {
    guard let tree = Expr.parse(text).expression else { return [] }
    return Mutation(text).mutants(of: tree)
  }
}

/// An expression that is wrong in one place.
struct Mutant: Encodable {
  /// A row of the table: `threshold ×0.9`, `owner's matcher removed`.
  var kind: String
  var text: String
  /// What stood there, and what stands there now.
  var from: String
  var to: String
  /// Why nothing can tell it from the original.
  var equivalent: String?
}
