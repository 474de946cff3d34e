import Artifacts
import Documents
import Project
import Support
import Testing

/// What a service sends by OTLP reaches its store under the labels of everything else.
struct OTLPTests {
  private static func stack(_ service: String, _ more: String = "") throws -> Stack {
    let text = Stacks.minimal(adding: "logging: {}\ntracing: { tail_sample: { rest: 10% } }\n" + more)
      .replacing("targets: [web:8000]", with: service)
    let (stack, findings) = Stacks.resolve(text)
    return try #require(stack, "\(findings.map(\.message))")
  }

  private static func file(_ path: String, _ stack: Stack) throws -> String {
    let artifact = try #require(try StackArtifacts.generate(stack).first { $0.path == path })
    return String(decoding: try artifact.contents.bytes, as: UTF8.self)
  }

  @Test func nothingIsTakenThatNobodySends() throws {
    let stack = try Self.stack("targets: [web:8000]")
    let collector = try Self.file("otel-collector/config.yml", stack)
    #expect(!collector.contains("metrics:\n      receivers") && !collector.contains("logs:\n      receivers"))
    #expect(!collector.contains("8889") && !collector.contains("span"))
    #expect(!stack.jobs.contains { !$0.senders.isEmpty })
    #expect(try !Self.file("loki/loki.yml", stack).contains("otlp_config"))
  }

  /// A service that sends is not scraped, and no alert asks whether it answers scrapes.
  @Test func sentMetricsReplaceScrapes() throws {
    let stack = try Self.stack("otlp: [metrics]\n    team: crew")
    #expect(stack.job(named: "web") == nil)
    let job = try #require(stack.job(named: "otel-collector-otlp"))
    #expect(job.targets.map(\.address) == ["otel-collector:8889"] && job.senders.map(\.name) == ["web"])
    let alerts = Set(stack.alerts.filter { $0.owner?.name == "web" }.map(\.name))
    #expect(alerts.contains("ServiceSilent") && alerts.contains("HighErrorRate"), "\(alerts)")
    #expect(alerts.isDisjoint(with: ["ServiceDown", "ServiceAbsent", "ScrapeSlow"]), "\(alerts)")
    let prometheus = try Self.file("prometheus/prometheus.yml", stack)
    for part in ["honor_labels: true", "regex: (?:.+/)?(web)", "target_label: service", "replacement: crew"] {
      #expect(prometheus.contains(part), Comment(rawValue: part))
    }
    let collector = try Self.file("otel-collector/config.yml", stack)
    #expect(collector.contains("endpoint: '0.0.0.0:8889'") && collector.contains("enable_open_metrics: true"))
  }

  @Test func logsHaveTheLabelsOfTheStack() throws {
    let stack = try Self.stack("targets: [web:8000]\n    otlp: [logs]")
    let collector = try Self.file("otel-collector/config.yml", stack)
    #expect(collector.contains("endpoint: http://loki:3100/otlp") && collector.contains("from_attribute: service.name"))
    let loki = try Self.file("loki/loki.yml", stack)
    #expect(loki.contains("ignore_defaults: true") && loki.contains("- service\n            - environment"))
    #expect(stack.job(named: "web") != nil)
  }

  /// Spans are counted before they are sampled, into the buckets that the pack has.
  @Test func spansAreCountedBeforeTheyAreSampled() throws {
    let stack = try Self.stack("targets: [web:8000]\n    packs: [http, spans]")
    let collector = try Self.file("otel-collector/config.yml", stack)
    let counted = try #require(collector.split(separator: "traces/metrics:").last?.split(separator: "metrics:").first)
    #expect(counted.contains("span_metrics") && !counted.contains("tail_sampling"), "\(counted)")
    let buckets = try #require(stack.packs["spans"]?.metrics["traces_span_metrics_duration_seconds"]?.buckets)
    for bucket in buckets { #expect(collector.contains("- \((bucket * 1000).digits)ms"), "\(bucket)") }
    #expect(collector.contains("exemplars:\n      enabled: true"))
    #expect(stack.job(named: "web") != nil && stack.job(named: "otel-collector-otlp") != nil)
  }

  @Test func namesAreThoseOfTheVersion() throws {
    let service = "otlp: [metrics, logs]\n    packs: [spans]"
    let old = try Self.file(
      "otel-collector/config.yml", try Self.stack(service, "versions: { otel-collector: 0.120.0, loki: 3.3.0 }\n"))
    #expect(old.contains("spanmetrics:") && old.contains("otlphttp:"))
    #expect(!old.contains("span_metrics:") && !old.contains("aggregation_cardinality_limit"))
    let older = try Self.file("otel-collector/config.yml", try Self.stack(service, "versions: { loki: 2.9.0 }\n"))
    #expect(!older.contains("/otlp"))
  }

  /// A panel by service leads to its traces where the stack keeps some, over the time of the panel.
  @Test func panelsLeadToTraces() throws {
    let stack = try Self.stack("targets: [web:8000]")
    let panels = stack.dashboards.flatMap(\.panels).filter { !$0.dataLinks.isEmpty }
    #expect(!panels.isEmpty && panels.allSatisfy { $0.dataLinks == [.logs, .traces] })
    let application = try Self.file("grafana/dashboards/application.json", stack)
    #expect(application.contains("Traces of ${__field.labels.service}"))
    #expect(application.contains("%22queryType%22:%22search%22,%22service%22:%22${__field.labels.service}%22"))
    let without = Stacks.resolve(Stacks.minimal(adding: "logging: {}\n")).stack
    #expect(try #require(without).dashboards.flatMap(\.panels).allSatisfy { !$0.dataLinks.contains(.traces) })
  }
}

extension Stack {
  fileprivate func job(named name: String) -> ScrapeJob? { jobs.first { $0.name == name } }
}
