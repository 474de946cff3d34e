import Regeneration

/// The one way in which a transaction changes the output folder. Each step is a rename or its inverse, so that it can
/// be taken forwards and backwards, and how far it got can be seen from the disk alone.
enum Step: Equatable {
  /// A folder that is not there yet is made.
  case makeFolder(String)
  /// A folder that the removal of its files may leave empty is removed if it is.
  case removeFolder(String)
  /// A file changes from one digest to another; nil stands for no file. The staging folder's file `slot` holds the new
  /// contents before the step and the old ones after it.
  case file(String, slot: Int, before: Digest?, after: Digest?)
}

/// The steps of a transaction, written down before the first is taken.
///
/// Lines of words rather than JSON: only pharos reads it, and never for longer than until its next run.
struct Journal: Equatable {
  /// Which file on which machine the run began with, and when: no copy of the folder has the same. It tells a run of pharos from a
  /// journal that came with a repository.
  var mark: String
  var steps: [Step]

  private static let header = "pharos journal 2"
  private static let footer = "end"

  func encoded() -> [UInt8] {
    let lines = steps.map { step in
      switch step {
      case .makeFolder(let path): "make \(path)"
      case .removeFolder(let path): "remove \(path)"
      case .file(let path, let slot, let before, let after):
        "file \(slot) \(before?.hex ?? "-") \(after?.hex ?? "-") \(path)"
      }
    }
    return Array(([Self.header, mark] + lines + [Self.footer, ""]).joined(separator: "\n").utf8)
  }

  init(mark: String, steps: [Step]) {
    self.mark = mark
    self.steps = steps
  }

  /// Nil when this is not a whole journal of this version.
  init?(parsing bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    func text(_ line: ArraySlice<UInt8>) -> String { String(decoding: line, as: UTF8.self) }
    guard lines.count >= 4, text(lines[0]) == Self.header, lines.suffix(2).map(text) == [Self.footer, ""] else {
      return nil
    }
    mark = text(lines[1])
    steps = []
    for line in lines[2..<(lines.count - 2)] {
      guard let step = Self.step(line) else { return nil }
      steps.append(step)
    }
  }

  private static func step(_ line: ArraySlice<UInt8>) -> Step? {
    for (verb, step) in [("make ", Step.makeFolder), ("remove ", Step.removeFolder)] where line.starts(with: verb.utf8)
    {
      return step(String(decoding: line.dropFirst(verb.utf8.count), as: UTF8.self))
    }
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 4, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 5, words[0] == "file", let slot = Int(words[1]), slot >= 0 else { return nil }
    let (before, after) = (Digest(hex: words[2]), Digest(hex: words[3]))
    guard before != nil || words[2] == "-", after != nil || words[3] == "-", before != after else { return nil }
    return .file(words[4], slot: slot, before: before, after: after)
  }
}
