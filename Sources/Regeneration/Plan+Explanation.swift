/// A plan in words.
extension Plan.Change {
  /// How the file changes, as a unified diff; empty when it does not. For a file that stays as it is, it shows what is
  /// new in the generated version, or else what that would change.
  package var diff: String { get throws { try diff(showing: Lines.split) } }

  /// The same with the lines of each side as they are shown.
  package func diff(showing shown: ([UInt8]) -> [ArraySlice<UInt8>]) throws -> String {
    switch action {
    case .unchanged: ""
    case .conflict, .keep:
      UnifiedDiff.text(from: try base ?? before?.bytes, to: try after?.bytes, path: path, showing: shown)
    default: UnifiedDiff.text(from: try before?.bytes, to: try merged ?? after?.bytes, path: path, showing: shown)
    }
  }

  /// What is in the way or was kept, one sentence without a full stop; nil for what simply happens.
  package var message: String? {
    switch reason {
    case nil: action == .move ? "moved from `\(from ?? path)`" : nil
    case .edited:
      switch action {
      case .merge: "edited by hand; the edit and what is new are both in it"
      case .move: "moved from `\(from ?? path)`, with its edits"
      case .keep: "edited by hand, kept"
      default: "edited by hand"
      }
    case .foreign: action == .keep ? "was there before pharos, kept" : "is there already, and pharos did not write it"
    case .abandoned: "edited by hand, kept; the spec no longer asks for it"
    case .obstacle(let place, let obstacle):
      place == path ? "is \(obstacle.rawValue)" : "`\(place)` is \(obstacle.rawValue)"
    case .overlap: "edited by hand where the generated version has changed too"
    case .unknownBase: "edited by hand, and what it was edited from is not known; the generated version has changed"
    case .binary: "edited by hand, and not text that could be merged; the generated version has changed"
    case .settling: "its conflict is being settled in `\(conflictFile ?? path)`"
    case .markers: "still contains conflict markers"
    case .blocked:
      "edited by hand where the generated version has changed too, and `\(ArtifactPath.conflictFile(of: path))` is in the way"
    }
  }

  /// What to do about it; nil when nothing is to be done.
  package var help: String? {
    switch (action, reason) {
    case (.refuse, .edited):
      "put the change into the spec; or keep it as an overlay; or discard it with --force"
    case (.refuse, .foreign): "move it elsewhere, or replace it with --force"
    case (.refuse, .obstacle(_, .symbolicLink)):
      "pharos does not write through links: put a real file or folder in its place"
    case (.refuse, .obstacle): "move it elsewhere"
    case (.keep, .abandoned): "delete it if it is of no use; pharos will not mention it again"
    case (.conflict, .settling): "move that file over `\(path)` or delete it when you are done"
    case (.conflict, .markers): "decide what stays between the markers, and remove them"
    case (.conflict, .blocked): "move that file elsewhere"
    case (.conflict, _):
      "resolve it in `\(conflictFile ?? path)` and move that over `\(path)`; or delete `\(conflictFile ?? path)` to keep yours"
    default: nil
    }
  }
}
