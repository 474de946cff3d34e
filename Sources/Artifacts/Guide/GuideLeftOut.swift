import Documents
import Project

/// What there would be if services and components exposed all metrics of their packs.
enum GuideLeftOut {
  /// Empty where nothing is said to be not exposed.
  static func text(_ stack: Stack) -> String {
    let rows = stack.owners.flatMap { Self.rows($0, stack) }
    guard !rows.isEmpty else { return "" }
    return """

      ### Not exposed

      These metrics of packs are said to be not exposed (`not_exposed` in `\(stack.specName)`\(presets(stack))), and what needs them is left out. What needs several
      of them stands beside one.

      \(Markdown.table(["of", "metric", "alerts", "panels", "recording rules"], rows))
      """
  }

  /// Presets may say so as well.
  private static func presets(_ stack: Stack) -> String {
    stack.owners.contains { $0.names?.notExposed.isEmpty == false } ? " or a preset of its `names`" : ""
  }

  private static func rows(_ owner: Owner, _ stack: Stack) -> [[String]] {
    let things = stack.leftOut(of: owner)
    return owner.notExposed.map { signal in
      func names(_ kind: PackFit.LeftOut.Kind) -> String {
        things.filter { $0.kind == kind && $0.lack == .notExposed(signal) }.map(\.name).uniqued()
          .map { kind == .panel ? Markdown.text($0) : Markdown.code($0) }.joined(separator: ", ")
      }
      return [owner.name, Markdown.code("\(signal)"), names(.alert), names(.panel), names(.record)]
    }
  }
}
