import Foundation
import Support
import Testing

/// `pharos metrics check` as people and CI run it.
struct MetricsCommandTests {
  @Test func problemsStandWhereTheyAre() throws {
    let folder = try TemporaryFolder()
    try folder.write("# TYPE a counter\na{user=\"1\"} 1\na{user=\"2\"} -1\nb x\n", to: "page.prom")
    let result = try Tool.run(Tool.pharos, ["metrics", "check", "page.prom"], in: folder.url)
    #expect(result.status == 1)
    #expect(
      result.output == """
        page.prom:3:1: error: a counter never falls below zero [metrics/format]
        page.prom:4:3: error: `x` is no number [metrics/format]
        page.prom: text, 2 series of 2 metrics, 2 findings
          a: 2 series
          a{user}: 2 values

        """)
  }

  @Test func standardInputIsRead() throws {
    let result = try Tool.run(Tool.pharos, ["metrics", "check"], input: "up 1\n")
    #expect(result.status == 0)
    #expect(result.output == "<stdin>: text, 1 series of 1 metric, no findings\n")
    let cut = try Tool.run(Tool.pharos, ["metrics", "check", "--encoding", "openmetrics", "-"], input: "up 1\n")
    #expect(cut.status == 1)
    #expect(cut.output.contains("<stdin>:2:1: error: `# EOF` is missing"))
    let detected = try Tool.run(Tool.pharos, ["metrics", "check"], input: "# TYPE a info\na_info{v=\"1\"} 1\n# EOF\n")
    #expect(detected.output == "<stdin>: openmetrics, 1 series of 1 metric, no findings\n")
  }

  /// A page from a server of our own, fetched as people would.
  @Test func addressesAreFetched() throws {
    let folder = try TemporaryFolder()
    try folder.write("# TYPE up gauge\nup 1\n", to: "metrics")
    let server = Process()
    let ready = Pipe()
    server.executableURL = URL(filePath: Tool.python)
    server.currentDirectoryURL = folder.url
    server.arguments = [
      "-c",
      """
      import http.server, sys
      server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
      print(server.server_port, flush=True)
      server.serve_forever()
      """,
    ]
    server.standardOutput = ready
    server.standardError = FileHandle.nullDevice
    try server.run()
    defer { server.terminate() }
    let line = String(decoding: ready.fileHandleForReading.availableData, as: UTF8.self)
    let address = "http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
    let page = try Tool.run(Tool.pharos, ["metrics", "check", "\(address)/metrics"])
    #expect(page.output == "\(address)/metrics: text, 1 series of 1 metric, no findings\n", "\(page.all)")
    let missing = try Tool.run(Tool.pharos, ["metrics", "check", "\(address)/nothing"])
    #expect(missing.status == 2)
    #expect(missing.error.contains("gives no page"))
  }

  @Test func jsonIsForPrograms() throws {
    let result = try Tool.run(
      Tool.pharos, ["metrics", "check", "--format", "json"], input: "a{x=\"1\"} 1\na{x=\"2\"} 1\na 1 2 3\n")
    #expect(result.status == 1)
    let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let metric = try #require((report["metrics"] as? [[String: Any]])?.first)
    #expect(metric["name"] as? String == "a" && metric["series"] as? Int == 2)
    #expect((metric["labels"] as? [[String: Any]])?.first?["values"] as? Int == 2)
    let finding = try #require((report["findings"] as? [[String: Any]])?.first)
    #expect(finding["start"] as? [String: Int] == ["line": 3, "column": 7])
  }

  @Test(arguments: [["no-such-file.prom"], ["--encoding", "xml"], ["--top", "-1"], ["/"]])
  func whatCannotBeDone(arguments: [String]) throws {
    let result = try Tool.run(Tool.pharos, ["metrics", "check"] + arguments)
    #expect(result.status == 2, "\(result.all)")
    #expect(result.output.isEmpty)
    #expect(!result.error.isEmpty)
  }
}
