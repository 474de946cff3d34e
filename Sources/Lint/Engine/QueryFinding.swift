import Documents

/// What is said of an expression for one release of Prometheus, beside what the rules find.
package enum QueryFinding: String, DiagnosticKind, CaseIterable {
  case version = "promql/version"

  package var meaning: (summary: String, why: String) {
    ("an expression needs a newer Prometheus than the one that is asked for", "That one refuses it.")
  }
}
