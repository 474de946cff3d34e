import Foundation
import Support
import Testing

/// How often a real Alertmanager sends the Watchdog on.
struct HeartbeatTests {
  @Test func comesAsOftenAsTheSpecSays() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Stacks.minimal(
        adding: """
          heartbeat: { url_file: secrets/h, every: 2s }
          prometheus: { scrape_interval: 1s, evaluation_interval: 1s }

          """), to: "pharos.yml")
    let generated = try Tool.run(Tool.pharos, ["generate", "--output", "stack"], in: folder.url)
    #expect(generated.status == 0, Comment(rawValue: generated.all))
    let result = try Tool.run(
      Tool.python,
      [
        Repository.file("Tests/EndToEnd/scripts/heartbeat.py").path, Tool.alertmanager,
        folder.file("stack/alertmanager/alertmanager.yml").path, "5",
      ])
    let pauses = try JSONDecoder().decode([Double].self, from: Data(result.output.utf8))
    // Twice as long would be every second one. The median, since a busy machine may be late once.
    #expect(pauses.count >= 5 && pauses.sorted()[pauses.count / 2] < 3, "\(pauses) \(result.error)")
  }
}
