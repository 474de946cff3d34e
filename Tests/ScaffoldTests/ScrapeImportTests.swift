import Documents
import Exposition
import Lint
import PharosCLI
import Project
import Scaffold
import Support
import Testing

/// What a live exposition says.
struct ScrapeImportTests {
  private static let page = """
    # HELP http_requests_total Requests.
    # TYPE http_requests_total counter
    http_requests_total{method="GET",endpoint="/",status="200"} 5
    # HELP http_request_duration_seconds Time.
    # TYPE http_request_duration_seconds histogram
    http_request_duration_seconds_bucket{endpoint="/",le="0.00001"} 1
    http_request_duration_seconds_bucket{endpoint="/",le="+Inf"} 1
    http_request_duration_seconds_sum{endpoint="/"} 1
    http_request_duration_seconds_count{endpoint="/"} 1
    # HELP jobs_total Jobs that\\nwere done.
    # TYPE jobs_total counter
    jobs_total{queue="a",job="x"} 1
    jobs_total{queue="b",job="x"} 1
    # HELP size_bytes Size.
    # TYPE size_bytes histogram
    size_bytes_bucket{le="0.00001"} 1
    size_bytes_bucket{le="10"} 1
    size_bytes_bucket{le="+Inf"} 1
    size_bytes_sum 1
    size_bytes_count 1
    # TYPE jobs_created gauge
    jobs_created{queue="a",job="x"} 1
    # TYPE size_bytes_created gauge
    size_bytes_created 1
    # TYPE file_created gauge
    file_created 1
    nothing_said 1
    # TYPE process_cpu_seconds_total counter
    process_cpu_seconds_total 1

    """

  private func spec(
    _ page: String = page, from origin: String, of service: String? = nil, compose: String? = nil
  ) throws -> FirstSpec {
    let report = report(page)
    return try Imports.spec { draft in
      if let compose {
        try ComposeImport.add(["compose.yml"], in: "shop", Imports.files(["compose.yml": compose]), to: &draft)
      }
      ScrapeImport.add(report, from: origin, of: service, to: &draft)
    }
  }

  private func report(_ page: String) -> ExpositionReport {
    var reader = ExpositionReader(format: .text)
    reader.consume(Array(page.utf8))
    return reader.finish()
  }

  @Test func declaresMetrics() throws {
    let spec = try spec(from: "http://web:8000/metrics")
    #expect(spec.text.contains("targets: [web:8000]") && spec.text.contains("packs: [http]"))
    #expect(
      spec.text.contains("jobs_total: { type: counter, help: Jobs that were done., labels: { queue: { max: 2 } } }"))
    #expect(spec.text.contains("size_bytes: { type: histogram, help: Size., buckets: [0.00001, 10] }"))
    #expect(
      spec.text.contains("nothing_said:\n        type: unknown") || spec.text.contains("nothing_said: { type: unknown"))
    // Series that say when others were made are none of the service's own.
    #expect(!spec.text.contains("jobs_created") && !spec.text.contains("size_bytes_created"))
    #expect(spec.text.contains("file_created"))
    #expect(!spec.text.contains("process_cpu") && spec.text.contains("known_metrics: [process_*]"))
    #expect(spec.leftovers.contains { $0.message.contains("the label `job` of `jobs_total`") })
  }

  @Test(arguments: [
    ("http://localhost:8080/stats", nil, "scrapes: { main: { path: /stats } }"),
    ("web.prom", nil, "targets: [web:3000]"),
    ("-", "web", "targets: [web:3000]"), ("https://web:8443/metrics", nil, "scrapes: { main: { scheme: https } }"),
  ])
  func findsItsService(origin: String, service: String?, found: String) throws {
    let compose = "services: { web: { image: acme/web, ports: ['8080:3000'] }, api: { build: ., ports: ['9:9'] } }"
    let spec = try spec(from: origin, of: service, compose: compose)
    let section = try #require(Imports.section("services", of: spec.text))
    #expect(section.contains(found), Comment(rawValue: section))
    #expect(section.contains("jobs_total") && !section.contains("scrapes: {}"))
    #expect(spec.spec?.services.keys == ["web", "api"])
  }

  /// Pages of FastAPI applications with each of the libraries that instrument them: the preset is found, and what is declared is what is there.
  @Test(arguments: ["fastapi-instrumentator", "opentelemetry", "opentelemetry-old", "starlette-exporter"])
  func findsNames(preset: String) throws {
    let text = try Repository.text("Tests/ScaffoldTests/fixtures/names/\(preset).prom")
    let spec = try spec(text, from: "http://web:8000/metrics")
    let service = try #require(spec.spec?.services["web"])
    #expect(service.packs == ["http"])
    #expect(service.names == [.preset(preset)])
    #expect(service.notExposed.isEmpty, "\(service.notExposed)")
    let stack = try #require(spec.stack), page = report(text)
    let alerts = Set(stack.alerts.filter { $0.owner?.name == "web" }.map(\.name))
    #expect(alerts.isSuperset(of: ["HighErrorRate", "HighResponseTime", "TrafficDrop"]))
    let problems = try #require(ExpositionContract(stack, service: nil, pages: [page])).problems(in: [page])
    // A histogram without a sample does not show the bounds that it would be declared with.
    let unused = Set(page.families.filter { $0.series == 0 }.map { $0.name(in: page.format) })
    let unexpected = problems.filter { !unused.contains($0.metric) }
    #expect(unexpected.isEmpty, "\(unexpected.map(\.message))")
  }

  /// What a FastAPI application exposes by prometheus_client: the same before and after its first requests, but for labels, and as OpenMetrics.
  @Test(arguments: [true, false])
  func findsPacksByWhatIsThere(isBusy: Bool) throws {
    var lines = try Repository.text("Tests/ScaffoldTests/fixtures/fastapi.prom").split(separator: "\n")
    // Before its first use a metric with labels has no series.
    if !isBusy {
      lines.removeAll { $0.contains("crew_") || !$0.hasPrefix("#") && $0.contains("{") && !$0.contains("{le=") }
    }
    let spec = try spec(lines.joined(separator: "\n") + "\n", from: "http://web:8000/metrics")
    let service = try #require(spec.spec?.services["web"])
    #expect(service.packs == ["agents", "ai", "business", "http", "security"])
    let lacking = Set(service.notExposed.map(\.description))
    #expect(
      lacking.isSuperset(of: ["model_tokens_total", "http_requests_in_progress", "orders_total", "auth_attempts_total"])
    )
    #expect(
      lacking.isSuperset(of: ["http_request_duration_seconds{endpoint}", "model_inference_duration_seconds{model}"]))
    // What is there is not lacking, with or without series.
    let exposed = ["http_requests_total", "active_users", "agent_tasks_started_total", "rate_limit_hits_total"]
    #expect(lacking.isDisjoint(with: exposed) && lacking.allSatisfy { !$0.contains("created") })
    #expect(lacking.contains("auth_failed_attempts_total{reason}") == isBusy)
    #expect(service.metrics["http_request_duration_seconds"]?.buckets == [0.1, 1, 10])
    #expect((service.metrics["auth_failed_attempts_total"]?.labels["ip"]?.max == 1) == isBusy)
    #expect((service.metrics["crew_agent_tasks_total"]?.type == .counter) == isBusy)
    // And then they agree.
    let stack = try #require(spec.stack), page = self.report(lines.joined(separator: "\n") + "\n")
    let problems = try #require(ExpositionContract(stack, service: nil, pages: [page])).problems(in: [page])
    #expect(problems.isEmpty, "\(problems.map(\.message))")
  }

  /// Another path is another scrape, the same path elsewhere another target, and each page keeps what it showed.
  @Test func pagesOfAServiceAddUp() throws {
    let slow = "# TYPE http_requests_in_progress gauge\nhttp_requests_in_progress 1\n# TYPE stock gauge\nstock 1\n"
    let pages = [
      (Self.page, "http://web:8000/metrics"), (slow, "http://web:8000/metrics/slow"),
      (slow, "http://web2:8000/metrics/slow"),
      (slow, "http://elsewhere:9000/stock"),
    ]
    let reports = pages.map { (report($0.0), $0.1) }
    let spec = try Imports.spec { draft in
      for (report, origin) in reports {
        ScrapeImport.add(report, from: origin, of: "web", to: &draft)
      }
    }
    let service = try #require(spec.spec?.services["web"])
    #expect(service.targets.map(\.description) == ["web:8000", "web2:8000"])
    #expect(service.scrapes.keys == ["main", "slow"] && service.scrapes["slow"]?.path == "/metrics/slow")
    #expect(service.metrics["http_request_duration_seconds"]?.buckets == [Decimal(string: "0.00001")!])
    #expect(
      service.metrics["http_requests_in_progress"]?.scrape == "slow" && service.metrics["stock"]?.scrape == "slow")
    #expect(service.metrics["jobs_total"]?.scrape == nil && service.metrics["jobs_total"]?.type == .counter)
    #expect(
      spec.text.contains("http://elsewhere:9000/stock:1:1: its metrics: all scrapes of `web` ask the same targets"))
    // And then they agree.
    let stack = try #require(spec.stack), both = reports.prefix(2).map(\.0)
    let problems = try #require(ExpositionContract(stack, service: nil, pages: both)).problems(in: both)
    // Prometheus renames a label of this name, and so nothing can declare it.
    #expect(problems.map(\.message) == ["`jobs_total` has the undeclared label `job`"])
  }

  /// A metric of the same name and another type is none of the pack's.
  @Test func typesCount() throws {
    let page = Self.page + "# TYPE http_response_size_bytes summary\nhttp_response_size_bytes_sum 1\n"
    let service = try spec(page, from: "http://web:8000/metrics").spec?.services["web"]
    #expect(service?.notExposed.contains(Signal("http_response_size_bytes")) == true)
    #expect(service?.metrics["http_response_size_bytes"] == nil)
  }

  /// Two scrapes of one service are held against the packs together.
  @Test func scrapesOfOneServiceAddUp() throws {
    let pages = ["# TYPE http_requests_total counter\n", "# TYPE http_request_duration_seconds histogram\n"].map(report)
    let spec = try Imports.spec { draft in
      for page in pages {
        ScrapeImport.add(page, from: "http://web:8000/metrics", of: "web", to: &draft)
      }
    }
    #expect(
      spec.spec?.services["web"]?.notExposed.map(\.metric) == ["http_requests_in_progress", "http_response_size_bytes"])
  }

  @Test func secretsOfAddressesAreNotKept() throws {
    let spec = try spec(from: "http://me:GEHEIM@web:8000/metrics?token=GEHEIM")
    #expect(spec.text.contains("targets: [web:8000]"))
    #expect(!(spec.text + spec.leftovers.map { "\($0.place) \($0.message)" }.joined()).contains("GEHEIM"))
  }

  @Test func anExporterIsAComponent() throws {
    let page = ["pg_up", "redis_up"] + BuiltInPacks.redisMetrics
    let text = page.map { "\($0) 1\n" }.joined()
    #expect(
      try spec(text, from: "http://exp:9121/metrics").text.contains("redis: { managed: false, targets: [exp:9121] }"))
    #expect(try spec(text, from: "r.prom").leftovers.contains { $0.message.contains("give its address") })
  }
}

extension BuiltInPacks {
  /// Metrics of the pack `redis`, as its exporter has them.
  fileprivate static var redisMetrics: [String] { files.read("redis").pack?.metrics.keys ?? [] }
}
