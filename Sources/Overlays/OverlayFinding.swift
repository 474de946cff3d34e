import Documents

/// Why an overlay cannot be laid over a generated file, or changes nothing there.
package enum OverlayFinding: String, DiagnosticKind, CaseIterable {
  case path = "overlay/path"
  case directive = "overlay/directive"
  case element = "overlay/element"
  case nothing = "overlay/nothing"
  case type = "overlay/type"

  package var meaning: (summary: String, why: String) {
    switch self {
    case .path:
      ("an overlay is for a file that cannot be laid over", "Nothing would take in what it says.")
    case .directive:
      ("a directive of an overlay is unknown, or stands where it means nothing", "What it asks for cannot be done.")
    case .element:
      ("an element of a list does not say which one it is", "It could be laid over another one than is meant.")
    case .nothing:
      ("an overlay deletes what is not there", "What was meant is still there, or went already with another change.")
    case .type:
      ("an overlay has a value of another type than the generated file", "The two cannot be merged.")
    }
  }
}
