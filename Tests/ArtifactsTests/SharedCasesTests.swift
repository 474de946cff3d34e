import Artifacts
import Project
import Regeneration
import Support
import Testing

/// Rules that differ in nothing but their owner share the cases of their tests, and each still holds its owner.
struct SharedCasesTests {
  private func tests(_ tuning: String) throws -> [String: String] {
    let stack = try #require(
      Stacks.resolve(
        """
        version: 1
        project: shop
        services:
          first: { targets: [first:8000], packs: [http] }
          second: { targets: [second:8000], packs: [http]\(tuning) }
        receivers: { slack: { type: slack, channel: "#a", webhook_url_file: secrets/s } }
        """
      ).stack)
    let files = try StackArtifacts.generate(stack).filter { $0.path.hasPrefix("prometheus/tests/") }
    return Dictionary(
      uniqueKeysWithValues: try files.map { ($0.path, String(decoding: try $0.contents.bytes, as: UTF8.self)) })
  }

  private func titles(of alert: String, in text: String?) -> [Substring] {
    (text ?? "").split(separator: "\n").filter { $0.contains("- name: '\(alert) of ") }
  }

  @Test func theFirstHasAll() throws {
    let tests = try tests("")
    let first = titles(of: "HighErrorRate", in: tests["prometheus/tests/service-first-http.yml"])
    let second = titles(of: "HighErrorRate", in: tests["prometheus/tests/service-second-http.yml"])
    #expect(first.count > 2)
    #expect(second.count == 1 && second.first?.contains("when it fires and when not") == true, "\(second)")
  }

  @Test func whatDiffersHasItsOwn() throws {
    let tests = try tests(", alerts: { HighErrorRate: { critical: 7% } }")
    let both = ["first", "second"].map {
      titles(of: "HighErrorRate", in: tests["prometheus/tests/service-\($0)-http.yml"]).count
    }
    #expect(both[0] == both[1] && both[0] > 2)
    // Nothing is tuned of this one.
    #expect(titles(of: "HighResponseTime", in: tests["prometheus/tests/service-second-http.yml"]).count == 1)
  }
}
