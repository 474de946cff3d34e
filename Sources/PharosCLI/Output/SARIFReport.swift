import Documents
import Lint

/// Findings as SARIF 2.1.0, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>: for code scanning.
enum SARIFReport {
  static func write(_ report: FindingReport, to output: ([UInt8]) -> Void) {
    let ids = report.findings.map(\.rule).reduce(into: Set<String>()) { $0.insert($1) }.sorted()
    let indices = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
    let tree: Tree = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "pharos", "version": .string(Version.text), "informationUri": .string(RuleLink.home),
              "rules": .list(ids.map(rule)),
            ]
          ],
          // Columns count code points, as everywhere in pharos.
          "columnKind": "unicodeCodePoints",
          "results": [],
        ]
      ],
    ]
    let results = report.fingerprinted.lazy.map { result($0, indices[$0.rule] ?? 0, fingerprint: $1) }
    JSONWriter.write(tree, filledWith: results, to: output)
  }

  private static func rule(_ id: String) -> Tree {
    guard let entry = RuleCatalog[id] else { return ["id": .string(id)] }
    return .compact([
      "id": .string(id),
      "shortDescription": text(entry.summary),
      "fullDescription": text(entry.why),
      "helpUri": RuleLink.url(id).map { .string($0) },
      "defaultConfiguration": ["enabled": .boolean(entry.isOnByDefault), "level": .string(level(entry.severity))],
      "properties": ["tags": [.string(entry.family)]],
    ])
  }

  private static func result(_ finding: Finding, _ index: Int, fingerprint: String) -> Tree {
    .compact([
      "ruleId": .string(finding.rule),
      "ruleIndex": .integer(index),
      "level": .string(level(finding.severity)),
      "message": text(finding.message + (finding.help.map { "\nhelp: \($0)" } ?? "")),
      "locations": [location(finding.source, finding.range)],
      "relatedLocations": finding.notes.isEmpty
        ? nil
        : .list(
          finding.notes.map { note in
            var tree = location(note.source, note.range)
            tree["message"] = text(note.message)
            return tree
          }),
      // The one that GitHub compares runs by.
      "partialFingerprints": ["primaryLocationLineHash": .string(fingerprint)],
      "fixes": finding.fix.flatMap { fix in
        // One that copies a secret is left to `pharos lint --fix`.
        fix.edits.contains { SecretText.holdsSecret($0.replacement) } ? nil : [Self.fix(fix, finding.source)]
      },
    ])
  }

  private static func fix(_ fix: Fix, _ source: SourceFile) -> Tree {
    [
      "description": text(fix.summary),
      "artifactChanges": [
        [
          "artifactLocation": artifact(source),
          "replacements": .list(
            fix.edits.map {
              ["deletedRegion": region(source, $0.range), "insertedContent": text($0.replacement)]
            }),
        ]
      ],
    ]
  }

  private static func location(_ source: SourceFile, _ range: Range<Int>) -> Tree {
    ["physicalLocation": ["artifactLocation": artifact(source), "region": region(source, range)]]
  }

  private static func region(_ source: SourceFile, _ range: Range<Int>) -> Tree {
    let (start, end) = (source.position(at: range.lowerBound), source.position(at: range.upperBound))
    return [
      "startLine": .integer(start.line), "startColumn": .integer(start.column), "endLine": .integer(end.line),
      "endColumn": .integer(end.column),
    ]
  }

  private static func artifact(_ source: SourceFile) -> Tree { ["uri": .string(uri(source.name))] }

  /// A path as a relative reference, <https://datatracker.ietf.org/doc/html/rfc3986#section-3.3>.
  private static func uri(_ path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&'()*+,;=@".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return (path.hasPrefix("/") ? "file://" : "") + String(decoding: bytes, as: UTF8.self)
  }

  private static func text(_ text: String) -> Tree { ["text": .string(text)] }

  private static func level(_ severity: Severity) -> String { severity == .info ? "note" : severity.rawValue }
}
