import ArgumentParser
import Documents
import Formats
import Lint
import Regeneration
import Workspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct RouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "Explain where an alert goes, who is notified, when, and what mutes it.",
    discussion: """
      Takes the labels of an alert and follows it through the routing tree, step by step. Without --config the tree is the \
      one that pharos generates from the spec here or in the nearest folder above.

      Exits with 1 when other receivers are notified than --expect names.

      Examples:
        pharos route alertname=HighErrorRate severity=critical service=api
        pharos route --config am.yml --at 2026-03-01T22:00:00Z severity=info
        pharos route severity=info --firing alertname=ServiceDown,severity=critical
        pharos route severity=critical --expect pagerduty,slack
      """)

  @Argument(
    help: ArgumentHelp("Labels of the alert.", valueName: "label=value"), completion: ProjectValues.alertLabels)
  var labels: [String] = []

  @Option(help: "An alertmanager.yml; `-` reads standard input.", completion: .yamlFile)
  var config: String?

  @Option(
    help: "The spec to generate the tree from; pharos.yml here or in the nearest folder above if not said.",
    completion: .yamlFile)
  var spec: String?

  @Option(
    name: .customLong("env"), help: "The part under `environments:` that is laid over the rest of the spec.",
    completion: ProjectValues.environments)
  var environment: String?

  @Option(help: "When, as 2026-03-01T22:00:00Z or with an offset; now if not said.")
  var at: String?

  @Option(
    help: ArgumentHelp("Another alert that fires at that time. May be repeated.", valueName: "label=value,…"),
    completion: ProjectValues.alertLabels)
  var firing: [String] = []

  @Option(
    help: "Receivers that should be told, in the order of the tree, with commas between them.",
    completion: ProjectValues.receivers)
  var expect: String?

  @Option(help: "How the answer is written: text or json.")
  var format = ValidateCommand.Format.text

  func validate() throws {
    if config != nil, spec != nil || environment != nil {
      throw ValidationError("--config names a file, so --spec and --env have nothing to say")
    }
  }

  func run() throws {
    do {
      let report = RouteReport(
        tree: RoutingTree(try alertmanager()), labels: try Self.labels(labels.map { try Self.matchers($0) }.joined()),
        firing: try firing.map { try Self.labels(Self.matchers($0)) }, instant: try instant(), zones: ZoneFiles.rules)
      Console.print(format == .json ? report.json : report.text)
      if let expect, expect != report.receivers.joined(separator: ",") {
        Console.error("expected \(expect), and told are \(report.receivers.joined(separator: ","))")
        throw ExitCode.no
      }
    } catch let error as CannotError {
      Console.error("error: \(error)")
      throw ExitCode.cannot
    }
  }

  // MARK: Input

  private static func matchers(_ text: String) throws -> [AlertMatcher] {
    do throws(AlertMatcherError) {
      return try AlertMatchers(text).matchers
    } catch {
      throw CannotError("`\(text)` is no label: \(error.message)", help: "write it like `severity=critical`")
    }
  }

  private static func labels(_ matchers: some Sequence<AlertMatcher>) throws -> [String: String] {
    var labels: [String: String] = [:]
    for matcher in matchers {
      guard matcher.operation == .equal else {
        throw CannotError(
          "an alert has values and no conditions: `\(matcher)`", help: "write it like `severity=critical`")
      }
      // An empty label is a missing one.
      labels[matcher.name] = matcher.value.isEmpty ? nil : matcher.value
    }
    return labels
  }

  private func instant() throws -> Instant {
    guard let at else { return Instant(seconds: Int(time(nil))) }
    guard let instant = Instant(at) else {
      throw CannotError("`\(at)` is no time", help: "write it like 2026-03-01T22:00:00Z or 2026-03-01T22:00+01:00")
    }
    return instant
  }

  private func alertmanager() throws -> AlertmanagerFile {
    let source = try config.map(Self.read) ?? generated()
    let reading = YAMLDocuments.read(source)
    let file = AlertmanagerFile(reading.roots.first ?? Node(.mapping([]), range: 0..<0), in: source)
    let findings =
      reading.findings
      + file.problems.map { Finding(Rule.alertmanagerFormat, $0.message, help: $0.help, in: source, at: $0.range) }
    guard findings.isEmpty else {
      Console.error(TextReport.render(findings.sortedByPlace(), isColored: Console.isColored(2)))
      throw CannotError("Alertmanager would refuse \(source.name)")
    }
    return file
  }

  private static func read(_ path: String) throws -> SourceFile {
    do {
      return SourceFile(
        name: path == "-" ? "<stdin>" : path,
        bytes: try path == "-" ? TextFile.readStandardInput() : TextFile.read(path))
    } catch let error as WorkspaceError {
      throw CannotError(error.message, help: error.help)
    }
  }

  /// What `generate` would write.
  private func generated() throws -> SourceFile {
    var options = SpecOptions()
    options.spec = spec
    options.environment = environment
    if spec == nil, SpecSearch.nearest() == nil {
      throw CannotError(
        "there is no pharos.yml here or in any folder above", help: "name an alertmanager.yml with --config")
    }
    let project = try Loading.project(options)
    guard let stack = project.stack else {
      Console.error(TextReport.render(project.findings, isColored: Console.isColored(2)))
      throw CannotError("\(project.path) has errors, so nothing can be generated from it")
    }
    guard
      let artifact = try project.generated(stack).artifacts.first(where: { $0.path == "alertmanager/alertmanager.yml" })
    else { throw CannotError("no alertmanager.yml is generated from \(project.path)") }
    return SourceFile(name: artifact.path, bytes: artifact.contents)
  }
}

/// Files of the time zone database on this machine.
enum ZoneFiles {
  // https://github.com/golang/go/blob/master/src/time/zoneinfo_unix.go, platformZoneSources
  private static let folders = [
    "/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/", "/usr/lib/locale/TZ/", "/etc/zoneinfo/",
  ]

  @Sendable static func rules(_ name: String) -> TimeZoneRules? {
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
    return folders.lazy.compactMap { try? TextFile.read($0 + name) }.compactMap { TimeZoneRules(tzif: $0) }.first
  }
}
