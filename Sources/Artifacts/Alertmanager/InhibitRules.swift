import Documents
import Project

/// What keeps quiet while something worse speaks.
enum InhibitRules {
  static func tree(_ inhibition: Inhibition) -> Tree {
    [
      "source_matchers": .matchers(inhibition.sources), "target_matchers": .matchers(inhibition.targets),
      "equal": .strings(inhibition.equal),
    ]
  }
}
