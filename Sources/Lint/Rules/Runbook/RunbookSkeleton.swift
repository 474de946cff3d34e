import Documents
import Formats

extension Rule {
  static let runbookSkeleton = Rule(
    "runbook/skeleton", .info, offBecause: "every runbook of a new stack begins as one",
    "a runbook that nobody has written yet",
    why:
      """
      A runbook as it was generated, with a section that is empty or says what is still to be written, is a promise. Whoever is woken \
      needs the steps. Write them while the alert is new and its author remembers.
      """,
    parameters: [
      .runbookFolders,
      .init(
        "words", "Words that say that something is missing.",
        default: .strings(["TODO", "TBD", "FIXME", "XXX", "Lorem ipsum"])),
      .init(
        "skeletons", "Sentences that only a skeleton has.",
        default: .strings(["This runbook was begun from the alert's own words."])),
    ],
    bad: [
      Example(
        files: [
          "runbooks/queue-full.md": """
          # Queue full

          > ⟦This runbook was begun from the alert's own words.⟧ Complete it.

          ## ⟦Mitigate⟧

          ## Resolve

          ⟦TODO⟧: how to see that it is over.

          """
        ])
    ],
    good: [
      Example(
        files: [
          "runbooks/queue-full.md": """
          # Queue full

          ## Mitigate

          ### Add workers

          ```
          # TODO of the script
          ```

          """, "README.md": "# Shop\n\nTODO\n",
        ])
    ],
    check: .document { document, reporter in
      guard let file = document.markdown, MarkdownFact(file).isRunbook(in: reporter.settings.strings("folders")) else {
        return
      }
      for heading in file.headings where !heading.hasContent {
        reporter.report(
          "nothing is written under `\(heading.text)`", at: heading.range,
          help: "write the steps, or remove the section")
      }
      let skeletons = reporter.settings.strings("skeletons")
      let words = reporter.settings.strings("words")
      for line in file.lines {
        let text = document.source.text(line)
        for (phrases, message) in [
          (skeletons, "the runbook is as it was generated: nobody has added what the team knows"),
          (words, "something is still to be written here"),
        ] {
          guard let found = phrases.lazy.compactMap({ text.word($0) }).first else { continue }
          let start = line.lowerBound + found.lowerBound
          reporter.report(message, at: start..<start + found.count, help: "write it while its author remembers")
        }
      }
    })
}

extension String {
  /// The bytes of a phrase that stands in the text as words of its own.
  fileprivate func word(_ phrase: String) -> Range<Int>? {
    guard let found = firstRange(of: phrase) else { return nil }
    let isLetter = { (character: Character?) in character.map { $0.isLetter || $0.isNumber } ?? false }
    let before = found.lowerBound > startIndex ? self[index(before: found.lowerBound)] : nil
    let after = found.upperBound < endIndex ? self[found.upperBound] : nil
    guard !isLetter(before), !isLetter(after) else { return nil }
    let start = utf8.distance(from: startIndex, to: found.lowerBound)
    return start..<start + phrase.utf8.count
  }
}
