import Foundation
import Lint
import Support
import Testing

/// Every format as its readers take it: SARIF by its schema, XML by a parser, all of them with the same findings.
struct ReportFormatTests {
  /// The bad examples of all rules, each in a folder of its own, and a file of hostile characters.
  @Test func readersTakeThem() throws {
    let folder = try TemporaryFolder()
    for rule in Rule.all {
      for (number, example) in rule.bad.enumerated() {
        for file in example.files {
          let text = file.text.replacingOccurrences(of: "⟦", with: "").replacingOccurrences(of: "⟧", with: "")
          try folder.write(text, to: "files/\(rule.id)-\(number)/\(file.name)")
        }
      }
    }
    try folder.write(
      "groups: [{ name: \"<&\\\"'\\u0001\\e\u{1F6A8}%, :\", rules: [{ alert: \"]]><\", expr: \"up{a=~\\\"^\\t<&]]>%,:\\\"}\" }] }]\n",
      to: "files/hostile & é %.yml")
    for format in ["json", "sarif", "github", "gitlab", "checkstyle", "junit"] {
      let result = try Tool.run(Tool.pharos, ["lint", "files", "--format", format], in: folder.url)
      #expect(result.status == 1, Comment(rawValue: result.error))
      try folder.write(result.output, to: "report.\(format)")
    }
    let published = Repository.shared?.appendingPathComponent("schemas/sarif-2.1.0.json")
    for schema in [Repository.file("Tests/EndToEnd/schemas/sarif-used.json"), published].compactMap({ $0 }) {
      let script = Repository.file("Tests/EndToEnd/scripts/check_reports.py").path
      let checked = try Tool.run(Tool.python, [script, folder.url.path, schema.path])
      #expect(checked.status == 0 && checked.output.split(separator: "\n").count == 1, Comment(rawValue: checked.all))
    }
  }
}
