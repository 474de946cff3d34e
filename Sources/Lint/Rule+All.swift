extension Rule {
  /// Every rule, one a line; a test holds the list against the folder.
  package static let all: [Rule] = [
    redundantAnchors,
    expiredSilence,
    malformedSilence,
    silenceWithoutReason,
    unknownRule,
    uselessSilence,
  ]
}
