import Documents

/// Why a file is not linted as what it was meant to be.
package enum FileFinding: String, DiagnosticKind, CaseIterable {
  case unreadable = "file/unreadable"
  case misspeltKey = "file/misspelt-key"

  package var meaning: (summary: String, why: String) {
    switch self {
    case .unreadable:
      (
        "a file or folder cannot be read",
        "What is not read is not linted, and silence about it would look like approval."
      )
    case .misspeltKey:
      (
        "a key by which a file is recognised is misspelt",
        "The program that reads the file finds nothing in it, or refuses it: no rule is loaded, no target scraped."
      )
    }
  }
}
