import Foundation
import RE2
import Testing

/// What google-re2 says of generated patterns and texts, recorded by `scripts/record.py`.
struct ReferenceCase {
  var pattern: String
  var dialect: Pattern.Dialect
  /// Texts and whether they match; nil for a pattern that is refused.
  var verdicts: [(text: String, isMatch: Bool)]?

  static func all() throws -> [ReferenceCase] {
    try fixture("pairs.jsonl").split(separator: "\n").map { line in
      let entry = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      let pattern = try #require(entry[0] as? String)
      guard entry.count == 4 else { return ReferenceCase(pattern: pattern, dialect: .prometheus, verdicts: nil) }
      let dialect: Pattern.Dialect =
        switch entry[1] as? String {
        case "p": .prometheus
        case "a": .alertmanager
        default: .search
        }
      let texts = try #require(entry[2] as? [String])
      let verdicts = try #require(entry[3] as? String)
      return ReferenceCase(
        pattern: pattern, dialect: dialect, verdicts: zip(texts, verdicts).map { ($0, $1 == "1") })
    }
  }
}

func fixture(_ name: String) throws -> String {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "fixtures")
  return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
}

@Suite struct ReferenceTests {
  @Test func agreesWithTheReference() throws {
    var pairs = 0, matches = 0, refused = 0
    for entry in try ReferenceCase.all() {
      guard let verdicts = entry.verdicts else {
        refused += 1
        #expect(throws: PatternError.self, "\(entry.pattern)") {
          _ = try Pattern(entry.pattern, dialect: .alertmanager)
        }
        // The record has every pattern between parentheses. Prometheus parses it alone first, where an open quotation is none.
        let isOpenQuotation =
          entry.pattern.contains("\\Q") && (try? Pattern(entry.pattern + "\\E", dialect: .alertmanager)) != nil
        #expect((Pattern.problem(in: entry.pattern) == nil) == isOpenQuotation, "\(entry.pattern)")
        continue
      }
      if entry.dialect != .search { #expect(Pattern.problem(in: entry.pattern) == nil, "\(entry.pattern)") }
      var matcher = try #require(Matcher(try Pattern(entry.pattern, dialect: entry.dialect)))
      for (text, isMatch) in verdicts {
        pairs += 1
        matches += isMatch ? 1 : 0
        let found = matcher.matches(text)
        if found != isMatch { Issue.record("\(entry.pattern) on \(text.debugDescription)") }
      }
    }
    #expect(pairs > 20_000 && matches > 5_000 && refused > 1_000, "\(pairs) pairs, \(matches), \(refused) refused")
  }

  /// Where C++ says something else, Go is right; `scripts/record.py` names the points.
  @Test(
    arguments: [
      ("(?P<n>a)(?P<n>b)", "ab", true), ("(?<n>a)|(?<n>b)", "b", true), ("\\x{D800}|a", "a", true),
      ("[^\\x{D800}]", "\u{FFFD}", true), ("\\p{Letter}", "a", true), ("\\p{upper case letter}", "A", true),
      ("\\p{uppercase_LETTER}", "A", true), ("\\p{greek}", "σ", true), ("\\p{Old Italic}", "\u{10300}", true),
      ("\\p{LC}", "a", true), ("\\p{LC}", "1", false), ("\\p{ASCII}", "é", false), ("(?i)\\p{ascii}", "\u{212A}", true),
      ("\\p{Cn}", "\u{378}", true), ("\\pC", "\u{378}", true), ("\\p{Assigned}", "\u{378}", false),
      ("\\C", "a", nil), ("é\\Bé", "éé", true), ("(?:A(?i)k|A)", "a", true), ("(?i)\\p{Lu}", "a", true),
      ("\\p{Cs}", "a", false), ("(?i)[^\\W]", "\u{17F}", true),
    ] as [(String, String, Bool?)])
  func differences(pattern: String, text: String, verdict: Bool?) throws {
    guard let verdict else {
      #expect(throws: PatternError.self) { _ = try Pattern(pattern) }
      return
    }
    #expect(try Pattern(pattern).matches(text) == verdict)
  }

  /// Each line is a set of characters that google-re2 takes for each other where case is ignored.
  @Test func caseFoldingAgreesWithTheReference() throws {
    var orbits = 0
    for line in try fixture("folding.txt").split(separator: "\n") {
      let members = line.split(separator: " ").compactMap { UInt32($0, radix: 16).flatMap { Unicode.Scalar($0) } }
      orbits += 1
      for member in members {
        let forms = try Pattern("(?i)\\x{\(String(member.value, radix: 16))}").literals(limit: 10)
        #expect(forms?.map { $0.unicodeScalars.first } == members, "\(line)")
      }
    }
    #expect(orbits > 1_400)
  }
}
