import Documents
import Formats
import Lint
import Regeneration
import Workspace

/// Follows an alert through a routing tree: that of a file, or the one that is generated from a spec.
struct ExplainRoute {
  struct Request {
    /// Labels of the alert, `name=value` each.
    var labels: [String]
    /// Path of an alertmanager.yml, `-` for standard input; where it is nil, the tree is generated.
    var configuration: String?
    var spec = SpecChoice()
    /// Labels of the other alerts that fire.
    var firing: [String] = []
    /// When it fires, as RFC 3339 writes it.
    var time: String?
  }

  struct Outcome {
    let report: RouteReport
    let notices: [Notice]
  }

  /// The clock, for an alert that fires now.
  let now: Instant
  /// The rules of a time zone by its name; nil for one that nobody knows.
  let zones: @Sendable (String) -> TimeZoneRules?

  func callAsFunction(_ request: Request) throws(CommandFailure) -> Outcome {
    let (source, notices) = try Self.source(request)
    return try CommandFailure.translating(after: notices) {
      Outcome(
        report: RouteReport(
          tree: RoutingTree(try Self.alertmanager(source)),
          labels: try Self.labels(request.labels.map { try Self.matchers($0) }.joined()),
          firing: try request.firing.map { try Self.labels(Self.matchers($0)) }, instant: try instant(request.time),
          zones: zones),
        notices: notices)
    }
  }

  // MARK: The alerts

  private static func matchers(_ text: String) throws(CommandFailure) -> [AlertMatcher] {
    do throws(AlertMatcherError) {
      return try AlertMatchers(text).matchers
    } catch {
      throw CommandFailure("`\(text)` is no label: \(error.message)", help: "write it like `severity=critical`")
    }
  }

  private static func labels(_ matchers: some Sequence<AlertMatcher>) throws(CommandFailure) -> [String: String] {
    var labels: [String: String] = [:]
    for matcher in matchers {
      guard matcher.operation == .equal else {
        throw CommandFailure(
          "an alert has values and no conditions: `\(matcher)`", help: "write it like `severity=critical`")
      }
      // An empty label is a missing one.
      labels[matcher.name] = matcher.value.isEmpty ? nil : matcher.value
    }
    return labels
  }

  private func instant(_ time: String?) throws(CommandFailure) -> Instant {
    guard let time else { return now }
    guard let instant = Instant(time) else {
      throw CommandFailure(
        "`\(time)` is no time", help: "write it like 2026-03-01T22:00:00Z or 2026-03-01T22:00+01:00")
    }
    return instant
  }

  // MARK: The tree

  private static func alertmanager(_ source: SourceFile) throws(CommandFailure) -> AlertmanagerFile {
    let reading = YAMLDocuments.read(source)
    let file = AlertmanagerFile(reading.roots.first ?? Node(.mapping([]), range: 0..<0), in: source)
    let findings =
      reading.findings
      + file.problems.map { Finding(Rule.alertmanagerFormat, $0.message, help: $0.help, in: source, at: $0.range) }
    guard findings.isEmpty else {
      throw CommandFailure("Alertmanager would refuse \(source.name)", [.findings(findings.sortedByPlace())])
    }
    return file
  }

  private static func source(_ request: Request) throws(CommandFailure) -> (SourceFile, [Notice]) {
    guard let path = request.configuration else { return try generated(request.spec) }
    return try CommandFailure.translating {
      let bytes = try path == "-" ? TextFile.readStandardInput() : TextFile.read(path)
      return (SourceFile(name: path == "-" ? "<stdin>" : path, bytes: bytes), [])
    }
  }

  /// What `generate` would write.
  private static func generated(_ choice: SpecChoice) throws(CommandFailure) -> (SourceFile, [Notice]) {
    if choice.path == nil, SpecSearch.nearest() == nil {
      throw CommandFailure(
        "there is no pharos.yml here or in any folder above", help: "name an alertmanager.yml with --config")
    }
    let project = try LoadedProject(choice)
    guard let stack = project.stack else {
      throw CommandFailure(
        "\(project.path) has errors, so nothing can be generated from it", [.findings(project.findings)])
    }
    let generated = try project.generated(stack)
    guard let artifact = generated.artifacts.first(where: { $0.path == "alertmanager/alertmanager.yml" }) else {
      throw CommandFailure("no alertmanager.yml is generated from \(project.path)", generated.notices)
    }
    let bytes = try CommandFailure.translating(after: generated.notices) { try artifact.contents.bytes }
    return (SourceFile(name: artifact.path, bytes: bytes), generated.notices)
  }
}
