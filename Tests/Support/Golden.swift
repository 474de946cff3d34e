import Foundation

/// Expected outputs in files. `PHAROS_RECORD=1` writes them anew, and fails while it does.
package enum Golden {
  package static var isRecording: Bool { ProcessInfo.processInfo.environment["PHAROS_RECORD"] == "1" }

  /// What is wrong with `text` held against a file, or nil.
  package static func difference(_ text: String, _ file: URL) -> String? {
    if isRecording {
      try? Data(text.utf8).write(to: file)
      return "recorded \(file.lastPathComponent): look at it, then run without PHAROS_RECORD"
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      return "\(file.path) is missing; record it with PHAROS_RECORD=1"
    }
    if expected == text { return nil }
    return "\(file.lastPathComponent) differs\n--- expected\n\(expected)\n--- found\n\(text)"
  }
}
