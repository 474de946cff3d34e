import Artifacts
import Foundation
import Project
import Regeneration
import Support
import Testing

/// Of many rules that differ in nothing but their owner, the last share the cases of their tests with the first, and still hold their owner.
struct SharedCasesTests {
  /// - Parameter tuning: of the last of the services.
  private func tests(services count: Int, _ tuning: String = "") throws -> [String: String] {
    let services = (1...count).map { number in
      "  s\(number): { targets: [\"s\(number):8000\"], packs: [http]\(number == count ? tuning : "") }"
    }
    let stack = try #require(
      Stacks.resolve(
        """
        version: 1
        project: shop
        services:
        \(services.joined(separator: "\n"))
        receivers: { slack: { type: slack, channel: "#a", webhook_url_file: secrets/s } }
        """
      ).stack)
    let files = try StackArtifacts.generate(stack).filter { $0.path.hasPrefix("prometheus/tests/") }
    return Dictionary(
      uniqueKeysWithValues: try files.map { ($0.path, String(decoding: try $0.contents.bytes, as: UTF8.self)) })
  }

  private func titles(of alert: String, _ service: Int, in tests: [String: String]) -> [Substring] {
    (tests["prometheus/tests/service-s\(service)-http.yml"] ?? "").split(separator: "\n").filter {
      $0.contains("- name: '\(alert) of ")
    }
  }

  @Test func manyShareTheCasesOfTheFirst() throws {
    let tests = try tests(services: 21)
    #expect(titles(of: "HighErrorRate", 1, in: tests).count > 2)
    #expect(titles(of: "HighErrorRate", 20, in: tests).count == titles(of: "HighErrorRate", 1, in: tests).count)
    let last = titles(of: "HighErrorRate", 21, in: tests)
    #expect(last.count == 1 && last.first?.contains("when it fires and when not") == true, "\(last)")
  }

  @Test func theLastHoldWhomTheyAreAbout() throws {
    let file = try #require(try tests(services: 21)["prometheus/tests/service-s21-http.yml"])
    let test = try #require(file.split(separator: "  - name: ").first { $0.hasPrefix("'HighErrorRate of s21: ") })
    #expect(test.contains(#"service="s21""#) && test.contains(#"service="elsewhere""#))
    #expect(!test.contains("s20"))
    // Nothing while only others fail, and then every level.
    let healthy = try #require(test.range(of: "exp_alerts: []")), failing = try #require(test.range(of: "exp_labels:"))
    #expect(healthy.upperBound < failing.lowerBound)
    #expect(test.contains("severity: critical") && test.contains("severity: warning"))
  }

  @Test func whatDiffersHasItsOwn() throws {
    let tests = try tests(services: 21, ", alerts: { HighErrorRate: { critical: 7% } }")
    #expect(titles(of: "HighErrorRate", 21, in: tests).count == titles(of: "HighErrorRate", 1, in: tests).count)
    // Nothing is tuned of this one.
    #expect(titles(of: "HighResponseTime", 21, in: tests).count == 1)
  }
}
