import ArgumentParser

/// A command line at the moment when somebody asks how it may go on.
struct CompletionRequest {
  /// The line's words, the command first, as its reader will see them.
  let words: [String]
  /// The word that is completed, as far as it is typed.
  let current: String
  /// What of `current` the shell keeps by itself and does not want to hear again.
  private let kept: String
  private let shell: CompletionShell

  /// bash breaks words at these, which are in its `COMP_WORDBREAKS`, and completes what is after the last of them.
  /// <https://www.gnu.org/software/bash/manual/bash.html#index-COMP_005fWORDBREAKS>
  private static let breaks: Set<Character> = ["=", ":"]

  /// - Parameters:
  ///   - pieces: the words as the shell takes them apart.
  ///   - index: which of them is completed.
  init(_ pieces: [String], index: Int, shell: CompletionShell) {
    self.shell = shell
    var words: [String] = []
    var (current, kept, isOpen) = ("", "", false)
    for (position, piece) in pieces.enumerated() {
      let isBreak = shell == .bash && !piece.isEmpty && piece.allSatisfy(Self.breaks.contains)
      if isBreak || isOpen, let last = words.popLast() {
        words.append(last + piece)
        if position == index { (current, kept) = (last + piece, isBreak ? last + piece : last) }
      } else {
        words.append(piece)
        if position == index { current = piece }
      }
      isOpen = isBreak
    }
    self.words = words
    self.current = current
    self.kept = kept
  }

  /// The values of an option that may be given several times, whichever way they are written.
  func values(of option: String) -> [String] {
    zip(words, words.dropFirst() + [""]).compactMap { word, next in
      word == option ? next : word.hasPrefix(option + "=") ? String(word.dropFirst(option.count + 1)) : nil
    }
  }

  /// Candidates in the notation of the shell: what may stand at this place, with what it is where the shell shows that.
  func written(_ candidates: [Candidate]) -> [String] {
    let candidates = candidates.filter { $0.text.hasPrefix(kept) }
    switch shell {
    // bash expands what it is given once more, as if it had been typed, and quotes as file names are: text of somebody
    // else's that means anything to it is better not offered.
    case .bash: return candidates.map(\.text).filter(Self.isPlain).map { String($0.dropFirst(kept.count)) }
    case .zsh:
      return candidates.map { candidate in
        let text = candidate.text.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
        return text + (candidate.about.map { ":" + $0 } ?? "")
      }
    default: return candidates.map { $0.text + ($0.about.map { "\t" + $0 } ?? "") }
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:@%+,".contains($0) }
  }
}

/// Something that may stand at a place of the command line.
struct Candidate: Hashable {
  var text: String
  /// One line of what it is.
  var about: String?

  init(_ text: String, _ about: String? = nil) {
    self.text = text
    self.about = about
  }
}

extension CompletionKind {
  /// Values that are found out when somebody asks.
  static func values(_ find: @escaping @Sendable (CompletionRequest) -> [Candidate]) -> CompletionKind {
    .custom { pieces, index, _ in
      let request = CompletionRequest(pieces, index: index, shell: CompletionShell.requesting ?? .bash)
      return request.written(find(request))
    }
  }

  /// A YAML file.
  static var yamlFile: CompletionKind { .file(extensions: ["yml", "yaml"]) }
}
