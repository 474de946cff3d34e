import Foundation
import Support
import Testing

/// What a message says, as Alertmanager's own tool renders it.
struct NotificationTests {
  /// A runbook that a browser can open is linked; a path of the repository is named.
  @Test(arguments: [
    ("pharos.slack.text", "https://w.example/a.md", "<https://w.example/a.md|Runbook>"),
    ("pharos.slack.text", "runbooks/a.md", "Runbook: runbooks/a.md"),
    ("pharos.email.html", "https://w.example/a.md", #"<a href="https://w.example/a.md">Runbook</a> · <a"#),
    ("pharos.email.html", "runbooks/a.md", "<p>Runbook: runbooks/a.md · <a"),
    ("pharos.runbook", "https://w.example/a.md", "https://w.example/a.md"), ("pharos.runbook", "runbooks/a.md", ""),
  ])
  func runbooks(template: String, runbook: String, expected: String) throws {
    let folder = try TemporaryFolder()
    #expect(try GeneratedStack.generate("examples/minimal/pharos.yml", into: folder).status == 0)
    try folder.write(
      """
      {
        "status": "firing", "externalURL": "http://a", "groupLabels": { "alertname": "A" },
        "commonLabels": { "alertname": "A", "severity": "critical" }, "commonAnnotations": {},
        "alerts": [{
          "status": "firing", "labels": { "alertname": "A", "severity": "critical" }, "generatorURL": "http://p",
          "annotations": { "summary": "S", "description": "D", "runbook_url": "\(runbook)" }
        }]
      }
      """, to: "data.json")
    let result = try Tool.run(
      "amtool",
      [
        "template", "render", "--template.glob", folder.file("stack/alertmanager/templates/*.tmpl").path,
        "--template.data", folder.file("data.json").path, "--template.text", "{{ template \"\(template)\" . }}",
      ], in: folder.url)
    #expect(result.status == 0, Comment(rawValue: result.all))
    if template == "pharos.runbook" {
      #expect(result.output.trimmingCharacters(in: .whitespacesAndNewlines) == expected)
    } else {
      #expect(result.output.contains(expected), Comment(rawValue: result.output))
      #expect(!result.output.contains("<runbooks/") && !result.output.contains("\"runbooks/"))
    }
  }
}
