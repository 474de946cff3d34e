import Documents
import Foundation
import Lint
import PharosCLI
import Support
import Testing

/// Configurations and rule files of Prometheus' own tests, where the corpora lie beside the repository: what it refuses has an
/// error here, what it accepts has none.
@Suite(.enabled(if: Repository.shared != nil)) struct PrometheusCorpusTests {
  private struct Expectations: Decodable {
    struct Case: Decodable {
      var file: String
      var expect: String
      var scheme: String?
      var agent: Bool?
    }
    var config: [Case]
    var rulefmt: [Case]
  }

  @Test func verdictsAreThoseOfPrometheus() throws {
    let folder = Repository.shared!.appending(path: "corpora/prometheus")
    let data = try Data(contentsOf: folder.appending(path: "expectations.json"))
    let expectations = try JSONDecoder().decode(Expectations.self, from: data)
    for one in expectations.config + expectations.rulefmt {
      let path = folder.appending(path: one.file)
      let siblings = try FileManager.default.subpathsOfDirectory(atPath: path.deletingLastPathComponent().path)
      // Each is a project of its own; only what others include is there too.
      let included = siblings.filter { $0.hasPrefix("scrape_config") && one.file.contains("/scrape_config") }
      let folder = one.file.split(separator: "/").first.map { $0 + "/" } ?? ""
      let files =
        ([one.file] + included.map { folder + $0 }.filter { $0 != one.file && !$0.hasSuffix("scrape_configs") })
      let findings = lint(files, one, in: Repository.shared!.appending(path: "corpora/prometheus"))
      // A template that cannot work is an error to us, and no reason for Prometheus to refuse the file.
      let errors = findings.filter { finding in
        finding.severity == .error && finding.source.name == one.file
          && (one.expect != "ok" || finding.rule != "alert/template")
      }
      #expect(errors.isEmpty == (one.expect == "ok"), "\(one.file): \(TextReport.render(errors))")
    }
  }

  private func lint(_ files: [String], _ one: Expectations.Case, in folder: URL) -> [Finding] {
    var settings = LintSettings()
    var names = RuleSettings()
    names.parameters["names"] = .string(one.scheme ?? "utf8")
    settings.rules["rules/format"] = names
    let linter = Linter(settings: settings, knowledge: Knowledge(today: "2026-01-01"))
    let access = Linter.Access(read: { name in
      let data = FileManager.default.contents(atPath: folder.appending(path: name).path) ?? Data()
      return .success(SourceFile(name: name, bytes: Array(data)))
    })
    return linter.lint(files.map { .init($0) }, access).findings
  }
}
