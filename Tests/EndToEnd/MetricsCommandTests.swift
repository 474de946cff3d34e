import Foundation
import Support
import Testing

/// `pharos metrics check` as people and CI run it.
struct MetricsCommandTests {
  @Test func problemsStandWhereTheyAre() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "# HELP a_total A.\n# TYPE a_total counter\na_total{x=\"1\"} 1\na_total{x=\"2\"} -1\nb x\n", to: "page.prom")
    let result = try Tool.run(Tool.pharos, ["metrics", "check", "page.prom"], in: folder.url)
    #expect(result.status == 1)
    #expect(
      result.output == """
        page.prom:4:1: error: a counter never falls below zero [exposition/format]
        page.prom:5:3: error: the value is no number [exposition/format]
        page.prom: text, 2 series of 1 metric, 2 findings
          a_total: 2 series
          a_total{x}: 2 values

        """)
  }

  @Test func standardInputIsRead() throws {
    let result = try Tool.run(Tool.pharos, ["metrics", "check"], input: "# HELP up Up.\nup 1\n")
    #expect(result.status == 0)
    #expect(result.output == "<stdin>: text, 1 series of 1 metric, no findings\n")
    let cut = try Tool.run(Tool.pharos, ["metrics", "check", "--encoding", "openmetrics", "-"], input: "up 1\n")
    #expect(cut.status == 1)
    #expect(cut.output.contains("<stdin>:2:1: error: `# EOF` is missing"))
    let detected = try Tool.run(
      Tool.pharos, ["metrics", "check"], input: "# HELP a A.\n# TYPE a info\na_info{v=\"1\"} 1\n# EOF\n")
    #expect(detected.output == "<stdin>: openmetrics, 1 series of 1 metric, no findings\n")
  }

  /// With `--spec` whatever differs from what is declared, in all scrapes together, and what needs it.
  @Test func expositionsAreHeldAgainstTheSpec() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      version: 1
      project: shop
      services:
        api:
          targets: ["api:80"]
          packs: [security]
          not_exposed: [suspicious_requests_total, permission_denied_total, "rate_limit_hits_total{endpoint}"]
          metrics:
            orders_total: { type: counter, help: Orders., labels: { status: { values: [done, failed] } } }
            pay_seconds: { type: histogram, help: Payments., buckets: [0.1, 1] }
            basket_size: { type: gauge, help: Baskets., labels: { shop: { max: 3 } } }
      alerts:
        OrdersFail: { service: api, expr: 'rate(orders_total{status="failed"}[5m]) > 1', severity: warning, summary: S., description: D., runbook: r }
      receivers: { chat: { type: slack, channel: "#ops", webhook_url_file: secrets/chat } }

      """, to: "pharos.yml")
    try folder.write(
      """
      # TYPE orders_total counter
      orders_total{status="done"} 1
      orders_total{status="lost"} 1
      # TYPE pay_seconds histogram
      pay_seconds_bucket{le="0.1"} 1
      pay_seconds_bucket{le="5"} 1
      pay_seconds_bucket{le="+Inf"} 1
      pay_seconds_sum 1
      pay_seconds_count 1
      # TYPE extra gauge
      extra 1
      # TYPE suspicious_requests_total counter
      suspicious_requests_total{type="xss"} 1
      # TYPE rate_limit_hits_total counter
      rate_limit_hits_total{endpoint="/"} 1

      """, to: "one.prom")
    try folder.write("# TYPE basket_size counter\nbasket_size{city=\"x\"} 1\n", to: "two.prom")
    let result = try Tool.run(
      Tool.pharos, ["metrics", "check", "--spec", "pharos.yml", "one.prom", "two.prom"], in: folder.url)
    #expect(result.status == 1)
    for line in [
      "error: `status` of `orders_total` has values outside of its domain: lost [contract/domain]",
      "  help: needed by alert OrdersFail;",
      "error: `pay_seconds` has other buckets than declared: it lacks 1.0 and has also 5.0 [contract/buckets]",
      "warning: `extra` is exposed and not declared for `api` [contract/undeclared]",
      "two.prom:1:8: error: `basket_size` is declared a gauge and exposed as a counter [contract/type]",
      "`basket_size` lacks the declared label `shop` [contract/labels]",
      "`basket_size` has the undeclared label `city` [contract/labels]",
      "one.prom:1:1: error: `auth_attempts_total` is declared for `api` and not exposed [contract/missing]",
      "info: `suspicious_requests_total` is exposed, and said to be not exposed for `api` [contract/exposed]",
      "info: `rate_limit_hits_total{endpoint}` is exposed, and said to be not exposed for `api` [contract/exposed]",
    ] {
      #expect(result.output.contains(line), Comment(rawValue: result.all))
    }
    #expect(!result.output.contains("permission_denied_total"), Comment(rawValue: result.all))
    // Where they are linted, one of another program is not held against it.
    try folder.write(
      "# TYPE node_load1 gauge\nnode_load1 1\n# TYPE orders_total gauge\norders_total 1\n", to: "node.prom")
    let most = [
      "orders_total", "auth_attempts_total", "auth_failed_attempts_total", "permission_denied_total", "pay_seconds",
      "basket_size",
    ]
    try folder.write(most.map { "# TYPE \($0) untyped\n\($0) 1\n" }.joined(), to: "few.prom")
    let linted = try Tool.run(Tool.pharos, ["lint", "--fail-on", "error"], in: folder.url)
    #expect(linted.status == 1)
    for line in [
      "one.prom:1:8: error: `status` of `orders_total` has values outside of its domain: lost [contract/domain]",
      "few.prom:1:1: info: the page lacks what is declared for `api`: `rate_limit_hits_total` [",
      "two.prom:1:8: error: `basket_size` is declared a gauge and exposed as a counter [contract/type]",
    ] {
      #expect(linted.output.contains(line), Comment(rawValue: linted.all))
    }
    #expect(!linted.output.contains("node.prom:3:8: error") && !linted.output.contains("one.prom:1:1: info"))
    try folder.write("# TYPE node_load1 gauge\nnode_load1 1\n", to: "other.prom")
    let other = try Tool.run(Tool.pharos, ["metrics", "check", "--spec", "pharos.yml", "other.prom"], in: folder.url)
    #expect(other.status == 2 && other.error.contains("no service of the spec declares any of these metrics"))
    let unknown = try Tool.run(
      Tool.pharos, ["metrics", "check", "--spec", "pharos.yml", "--service", "shop", "one.prom"], in: folder.url)
    #expect(
      unknown.status == 2 && unknown.error.contains("the spec has no service `shop`"), Comment(rawValue: unknown.all))
  }

  /// A page from a server of our own, fetched as people would.
  @Test func addressesAreFetched() throws {
    let folder = try TemporaryFolder()
    try folder.write("# HELP up Up.\n# TYPE up gauge\nup 1\n", to: "metrics")
    let server = try WebServer(in: folder.url)
    let address = server.address
    let page = try Tool.run(Tool.pharos, ["metrics", "check", "\(address)/metrics"])
    #expect(page.output == "\(address)/metrics: text, 1 series of 1 metric, no findings\n", "\(page.all)")
    let missing = try Tool.run(Tool.pharos, ["metrics", "check", "\(address)/nothing"])
    #expect(missing.status == 2)
    #expect(missing.error.contains("gives no page"))
  }

  /// Whoever may list processes reads their arguments, and curl's own settings may say anything.
  @Test func secretsOfAnAddressAreNoArguments() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\necho \"$@\" > arguments\ncat > input\nexit 22\n", to: "curl")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("curl").path)
    let address = "http://ann:s\"cr\\et@[::1]:9/metrics?token=s3cret#s4cret"
    let page = try Tool.run(
      Tool.pharos, ["metrics", "check", address], in: folder.url,
      environment: ["PATH": "\(folder.url.path):/usr/bin:/bin"])
    #expect(page.status == 2)
    #expect(page.error.contains("http://[::1]:9/metrics gives no page") && !page.all.contains("cr"), "\(page.all)")
    #expect(try String(contentsOf: folder.file("arguments"), encoding: .utf8) == "--disable --config -\n")
    let input = try String(contentsOf: folder.file("input"), encoding: .utf8).split(separator: "\n")
    #expect(input.last == #"url = "http://ann:s\"cr\\et@[::1]:9/metrics?token=s3cret#s4cret""#)
    for option in ["proto = \"=http,https\"", "proto-redir = \"=http,https\"", "globoff", "max-time = 60"] {
      #expect(input.contains { $0 == option }, "\(option)")
    }
  }

  /// `file:` and other protocols are not for a redirect to choose.
  @Test(arguments: ["file:///etc/hostname", "ftp://127.0.0.1:1/x"])
  func redirectsStayOnTheWeb(target: String) throws {
    let server = try WebServer(
      """
      self.send_response(302)
      self.send_header("Location", "\(target)")
      self.send_header("Content-Length", "0")
      self.end_headers()
      """)
    let page = try Tool.run(Tool.pharos, ["metrics", "check", "\(server.address)/metrics"])
    #expect(page.status == 2 && page.error.contains("gives no page"), "\(page.all)")
    #expect(page.error.contains("not supported") || page.error.contains("disabled"), "\(page.all)")
  }

  @Test func jsonIsForPrograms() throws {
    let result = try Tool.run(
      Tool.pharos, ["metrics", "check", "--format", "json"], input: "# HELP a A.\na{x=\"1\"} 1\na{x=\"2\"} 1\na 1 2 3\n"
    )
    #expect(result.status == 1)
    let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let metric = try #require((report["metrics"] as? [[String: Any]])?.first)
    #expect(metric["name"] as? String == "a" && metric["series"] as? Int == 2)
    #expect((metric["labels"] as? [[String: Any]])?.first?["values"] as? Int == 2)
    let finding = try #require((report["findings"] as? [[String: Any]])?.first)
    #expect(finding["start"] as? [String: Int] == ["line": 4, "column": 7])
  }

  /// Names and series are held against conventions, and against the budgets of a spec.
  @Test func namesAndBudgets() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      version: 1
      project: shop
      services: { web: { targets: [web:8000] } }
      receivers: { slack: { type: slack, channel: "#a", webhook_url_file: secrets/a } }
      budgets: { series_per_metric: 1 }

      """, to: "pharos.yml")
    let page = "# HELP a_ms A.\n# TYPE a_ms gauge\na_ms{x=\"1\"} 1\na_ms{x=\"2\"} 1\n"
    let result = try Tool.run(
      Tool.pharos, ["metrics", "check", "--top", "0", "--fail-on", "warning"], in: folder.url, input: page)
    #expect(result.status == 1)
    #expect(result.output.contains("<stdin>:1:10: warning: `ms` abbreviates a unit"), "\(result.all)")
    #expect(result.output.contains("one target has 2 series of `a_ms` (x 2 at most), budget 1"), "\(result.all)")
    #expect(try Tool.run(Tool.pharos, ["metrics", "check"], in: folder.url, input: page).status == 0)
  }

  @Test(arguments: [["no-such-file.prom"], ["--encoding", "xml"], ["--top", "-1"], ["/"]])
  func whatCannotBeDone(arguments: [String]) throws {
    let result = try Tool.run(Tool.pharos, ["metrics", "check"] + arguments)
    #expect(result.status == 2, "\(result.all)")
    #expect(result.output.isEmpty)
    #expect(!result.error.isEmpty)
  }
}
