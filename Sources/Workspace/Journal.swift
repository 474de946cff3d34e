import Regeneration

/// The one way in which a transaction changes the output folder. Each step is a rename or its inverse, so that it can
/// be taken forwards and backwards, and how far it got can be seen from the disk alone.
enum Step: Equatable {
  /// A folder that is not there yet.
  case folder(String)
  /// A file changes from one digest to another; nil stands for no file. The staging folder's file `slot` holds the new
  /// contents before the step and the old ones after it.
  case file(String, slot: Int, before: Digest?, after: Digest?)
}

/// The steps of a transaction, written down before the first is taken.
///
/// Lines of words rather than JSON: only pharos reads it, and never for longer than until its next run.
struct Journal: Equatable {
  var steps: [Step]

  private static let header = "pharos journal 1"
  private static let footer = "end"

  func encoded() -> [UInt8] {
    let lines = steps.map { step in
      switch step {
      case .folder(let path): "folder \(path)"
      case .file(let path, let slot, let before, let after): "file \(slot) \(before?.hex ?? "-") \(after?.hex ?? "-") \(path)"
      }
    }
    return Array(([Self.header] + lines + [Self.footer, ""]).joined(separator: "\n").utf8)
  }

  init(steps: [Step]) { self.steps = steps }

  /// Nil when this is not a whole journal of this version, or a path in it leads elsewhere than artifacts may lie.
  init?(parsing bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, String(lines[0]) == Self.header, lines.suffix(2) == [Self.footer[...], ""] else { return nil }
    steps = []
    for line in lines[1..<(lines.count - 2)] {
      guard let step = Self.step(line) else { return nil }
      steps.append(step)
    }
  }

  private static func step(_ line: Substring) -> Step? {
    func isAllowed(_ path: String) -> Bool { path == ArtifactPath.manifest || ArtifactPath.problem(with: path) == nil }
    if line.hasPrefix("folder ") {
      let path = String(line.dropFirst("folder ".count))
      return isAllowed(path) ? .folder(path) : nil
    }
    let words = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
    guard words.count == 5, words[0] == "file", let slot = Int(words[1]), slot >= 0, isAllowed(String(words[4])) else { return nil }
    let (before, after) = (Digest(hex: words[2]), Digest(hex: words[3]))
    guard before != nil || words[2] == "-", after != nil || words[3] == "-", before != after else { return nil }
    return .file(String(words[4]), slot: slot, before: before, after: after)
  }
}
