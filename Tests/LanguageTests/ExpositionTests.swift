import Exposition
import Foundation
import Testing

@Suite struct ExpositionTests {
  static func read(_ text: String, _ format: ExpositionFormat = .text) -> ExpositionReport {
    var reader = ExpositionReader(format: format)
    reader.consume(Array(text.utf8))
    return reader.finish()
  }

  static func lines(_ report: ExpositionReport) -> [String] {
    report.problems.map { "\($0.line):\($0.column) \($0.severity.rawValue): \($0.message)" }
  }

  @Test(arguments: [
    ("a 1\n", []), ("a{x=\"1\",} 1 123\n", []), ("  a\t1\n\n# note\n", []), ("{\"my.metric\",x=\"1\"} 1\n", []),
    ("{\"a\",\"my label\"=\"1\"} 1\n", []), ("# TYPE \"my.metric\" gauge\n{\"my.metric\"} NaN\n", []),
    ("a +Inf 5\n", []), ("# HELP a b\\\\c\\n\n", []), ("a 1.5e-07\n", []), ("#TYPE\ta\tgauge\na\t1\t5\n", []),
    // promtool takes these, a scrape does not
    ("a 1 -5\n", ["1:5 error: what follows the value is not a timestamp"]),
    ("a 1 +5\n", ["1:5 error: what follows the value is not a timestamp"]),
    ("# TYPE a GAUGE\na 1\n", ["1:10 error: there is no type `GAUGE`"]),
    ("# TYPE a  gauge\na 1\n", ["1:10 error: only one blank stands before the type"]),
    ("# TYPE a gaugehistogram\n", ["1:10 error: there is no type `gaugehistogram`"]),
    ("# HELP \n", ["1:8 error: `# HELP` names no metric"]), ("a 0x1p4\n", ["1:3 error: the value is no number"]),
    ("# TYPE \"a\"gauge\n", ["1:11 error: a blank must follow the name"]),
    ("a 1e22 \n", ["1:7 error: a blank ends the line"]), ("a 1 5 \n", ["1:6 error: a blank ends the line"]),
    ("a 1", ["1:4 error: the last line does not end"]), ("a\n", ["1:2 error: the value is missing"]),
    ("1a 1\n", ["1:1 error: `1` begins no name"]), ("a{1x=\"1\"} 1\n", ["1:3 error: `1` begins no label"]),
    ("a{x=1} 1\n", ["1:5 error: the value of a label stands in double quotes"]),
    ("a{x:y=\"1\"} 1\n", ["1:4 error: expected `=`"]), ("a{x=\"1\" y=\"2\"} 1\n", ["1:9 error: expected `,` or `}`"]),
    ("a{x=\"1\"\n", ["1:8 error: the braces are not closed"]), ("a{\n", ["1:3 error: the braces are not closed"]),
    ("a{x=\"1} 1\n", ["1:5 error: the quotes are not closed"]),
    ("a{x=\"\\q\"} 1\n", ["1:6 error: there is no escape `\\q`"]),
    ("a{x=\"1\",x=\"2\"} 1\n", ["1:9 error: duplicate label `x`"]),
    ("a{__name__=\"b\"} 1\n", ["1:3 error: the label `__name__` is reserved"]),
    ("a{,} 1\n", ["1:3 error: `,` begins no label"]),
    ("{} 1\n", ["1:1 error: the metric has no name"]), ("a{\"b\"} 1\n", ["1:3 error: the metric is named twice"]),
    ("a 1_0\n", ["1:3 error: the value is no number"]), ("a 0x10\n", ["1:3 error: the value is no number"]),
    ("a 1e400\n", ["1:3 error: the value is no number"]), ("a .\n", ["1:3 error: the value is no number"]),
    ("a 1 12.5\n", ["1:5 error: what follows the value is not a timestamp"]),
    ("a 1 2 3\n", ["1:7 error: nothing may follow the timestamp"]),
    ("é 1\n", ["1:1 error: `é` begins no name"]),
    ("a{é=\"é\"} 1\nb{x=\"é\"} x\n", ["1:3 error: `é` begins no label", "2:10 error: the value is no number"]),
    ("a 1\na 2\n", ["2:1 error: duplicate series: Prometheus keeps one of them"]),
    ("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 1\n", ["2:1 error: duplicate series: Prometheus keeps one of them"]),
    ("# TYPE a foo\n", ["1:10 error: there is no type `foo`"]),
    ("# TYPE a\n", ["1:9 error: `# TYPE` of `a` names no type"]),
    ("# HELP\n", ["1:7 warning: `# HELP` names no metric"]),
    ("# HELP 1 x\n", ["1:8 error: `1` cannot stand in the name"]),
    ("# HELP a \\q\n", ["1:10 error: a backslash in HELP"]), ("# HELP a x\n# HELP a y\n", ["2:1 error: a second HELP"]),
    ("# TYPE a gauge\n# TYPE a gauge\n", ["2:1 error: a second TYPE"]),
    ("a 1\n# TYPE a gauge\n", ["2:1 error: the TYPE of `a` must stand before"]),
    ("# TYPE a gauge x\n", ["1:15 error: nothing may follow the type"]),
    ("a 1\r\n", ["1:4 error: a carriage return ends the line"]),
    ("a 1\nb 1\na{x=\"1\"} 1\n", ["3:1 warning: the samples of `a` must stand together"]),
    ("# TYPE c_total counter\nc_total -1\n", ["2:1 error: a counter never falls below zero"]),
    ("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\nh_sum 1\nh_count 3\n", []),
    ("# TYPE h histogram\nh_bucket 2\n", ["2:1 warning: a bucket needs its upper bound"]),
    ("# TYPE h histogram\nh_bucket{le=\"x\"} 2\n", ["2:13 error: the upper bound `le` is no number"]),
    ("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_sum 1\n", ["2:1 warning: the histogram `h` has no bucket"]),
    (
      "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\n",
      ["3:1 warning: a bucket counts all below it too, and the one before has 2"]
    ),
    (
      "# TYPE h histogram\nh_bucket{le=\"2\"} 2\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 2\n",
      ["3:13 warning: buckets stand in the order"]
    ),
    (
      "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 3\nh_count 4\n",
      ["3:1 warning: the count must equal the bucket `+Inf`, which is 3"]
    ),
    (
      "# TYPE h histogram\nh_bucket{le=\"1\",quantile=\"0.5\"} 1\nh_bucket{le=\"+Inf\",quantile=\"0.5\"} 2\n"
        + "h_bucket{le=\"1\",quantile=\"0.9\"} 1\nh_bucket{quantile=\"0.9\",le=\"+Inf\"} 1\n", []
    ),
    ("# TYPE s summary\ns{quantile=\"x\"} 1\n", ["2:12 error: a quantile is a number from 0 to 1"]),
    ("# TYPE s summary\ns{quantile=\"5\"} 1\n", ["2:12 warning: a quantile is a number from 0 to 1"]),
    ("a{x=\"1\" 1\nb 2\n{ 3\n", ["1:9 error: expected `,` or `}`", "3:3 error: `3` begins no label"]),
  ])
  func text(text: String, expected: [String]) {
    let found = Self.lines(Self.read(text))
    #expect(found.count == expected.count, "\(text): \(found)")
    for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected), "\(text)") }
  }

  /// The end of OpenMetrics is out of sight in the beginning of a long page.
  @Test(arguments: [
    ("# TYPE a counter\na_total{b=\"c\"} 1\na_to", ExpositionFormat.openMetrics),
    ("# TYPE a counter\na_totals 1\na", .text),
    ("# TYPE a_total counter\na_total 1\na_to", .text), ("# TYPE a gauge\na_total 1\na_to", .text),
    ("# TYPE a gaugehistogram\n", .openMetrics), ("# TYPE a counter\na_total 1\n", .text),
  ])
  func formatOfABeginning(text: String, format: ExpositionFormat) {
    let found = Array(text.utf8).withUnsafeBufferPointer {
      ExpositionFormat(detectedIn: $0, isCut: $0.last != UInt8(ascii: "\n"))
    }
    #expect(found == format)
  }

  @Test(arguments: [
    ("# TYPE a counter\na_total 1\na_created 1.5\n# EOF\n", []), ("# TYPE a counter\na_total 1\n# EOF", []),
    ("# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1 1.5\n# EOF\n", []),
    ("# TYPE b info\nb_info{v=\"1\"} 1\n# EOF\n", []), ("# TYPE s stateset\ns{s=\"a\"} 1\n# EOF\n", []),
    ("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1 # {trace_id=\"x\"} 0.5 1.5\nh_count 1\n# EOF\n", []),
    ("a 1\n", ["2:1 error: `# EOF` is missing"]), ("# EOF\na 1\n", ["2:1 error: nothing may follow `# EOF`"]),
    ("a 1\n\n# EOF\n", ["2:1 error: OpenMetrics has no empty lines"]),
    ("# note\n# EOF\n", ["1:1 error: OpenMetrics has no comments"]),
    ("# TYPE a counter\na 1\n# EOF\n", ["2:1 error: a sample of the counter `a` is called `_total`"]),
    ("# TYPE a gauge\n# UNIT a seconds\n# EOF\n", ["2:10 error: the name `a` must end with its unit"]),
    ("# TYPE b info\nb_info 2\n# EOF\n", ["2:1 error: the value of an info metric is 1"]),
    ("# TYPE s stateset\ns{s=\"a\"} 2\n# EOF\n", ["2:1 error: the value of a state is 0 or 1"]),
    ("a 1 # {x=\"1\"} 1\n# EOF\n", ["1:5 error: exemplars stand on buckets"]),
    (
      "# TYPE a counter\na_total 1 # {x=\"\(String(repeating: "y", count: 130))\"} 1\n# EOF\n",
      ["2:11 error: an exemplar's labels are longer than 128"]
    ),
    ("# TYPE a counter\na_total 1 # {x=\"1\"}\n# EOF\n", ["2:20 error: the exemplar's value is no number"]),
    ("a 1\nb 1\na{x=\"1\"} 1\n# EOF\n", ["3:1 error: the samples of `a` must stand together"]),
    // Blanks, escapes and quoted names as in the grammar
    ("a  1\n# EOF\n", ["1:2 error: OpenMetrics has exactly one space here"]),
    ("a\t1\n# EOF\n", ["1:2 error: OpenMetrics has exactly one space here"]),
    ("a{x=\"1\"}1\n# EOF\n", ["1:9 error: OpenMetrics has exactly one space here"]),
    ("a {x=\"1\"} 1\n# EOF\n", ["1:2 error: in OpenMetrics the braces follow the name"]),
    ("a{x=\"1\", y=\"2\"} 1\n# EOF\n", ["1:9 error: OpenMetrics has no blank here"]),
    ("a 1 \n# EOF\n", ["1:4 error: a blank ends the line"]),
    ("# HELP  a x\n# EOF\n", ["1:7 error: OpenMetrics has exactly one space here"]),
    ("# HELP a\n# EOF\n", ["1:9 error: a space and the text of `# HELP` must follow the name"]),
    ("# TYPE a \n# EOF\n", ["1:10 error: `# TYPE` of `a` names no type"]),
    ("# UNIT a_s s \n# EOF\n", ["1:13 error: nothing may follow the unit"]),
    ("# HELP a \\x\na{x=\"\\q\"} 1\n# EOF\n", []),
    ("# TYPE a counter\na_total 1 # {\"x.y\"=\"1\",} 1 2\n# EOF\n", []),
    ("# TYPE a counter\na_total 1 # {x=\"1\"} 1 \n# EOF\n", ["2:22 error: a blank ends the line"]),
    ("# TYPE a untyped\n# EOF\n", ["1:10 error: there is no type `untyped`"]),
  ])
  func openMetrics(text: String, expected: [String]) {
    let found = Self.lines(Self.read(text, .openMetrics))
    #expect(found.count == expected.count, "\(text): \(found)")
    for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected), "\(text)") }
  }

  @Test func familiesAndLabelsAreCounted() throws {
    let report = Self.read(
      """
      # HELP h_seconds Time.
      # TYPE h_seconds histogram
      h_seconds_bucket{route="a",le="1"} 1
      h_seconds_bucket{route="a",le="+Inf"} 2
      h_seconds_sum{route="a"} 2
      h_seconds_count{route="a"} 2
      h_seconds_bucket{route="b",le="1"} 1
      h_seconds_bucket{route="b",le="+Inf"} 2
      up 1

      """)
    #expect(report.problems == [])
    #expect(report.series == 7)
    #expect(report.families.map(\.name) == ["h_seconds", "up"])
    let family = try #require(report.families.first)
    #expect(family.type == .histogram && family.hasHelp && family.series == 6 && family.line == 1)
    #expect(family.labels.map { "\($0.name) \($0.count)" } == ["route 2", "le 2"])
  }

  @Test func manyValuesAreEstimatedInLittleMemory() throws {
    var reader = ExpositionReader(format: .text)
    for start in stride(from: 0, to: 200_000, by: 1000) {
      reader.consume(Array((start..<start + 1000).map { "a{user=\"u\($0)\",kind=\"k\($0 % 900)\"} 1\n" }.joined().utf8))
    }
    let labels = try #require(reader.finish().families.first).labels
    #expect(labels[1].count == 900 && !labels[1].isEstimate)
    #expect(labels[0].isEstimate && abs(labels[0].count - 200_000) < 12_000, "\(labels[0].count)")
  }

  /// Wherever a piece ends, the report is the same.
  @Test func piecesMakeNoDifference() {
    let text =
      "# HELP é ü\n# TYPE h histogram\nh_bucket{le=\"1\",x=\"\\n\\\"é\"} 2\nh_bucket{le=\"+Inf\",x=\"\\n\\\"é\"} 1\n\nbad{\nx 1"
    let bytes = Array(text.utf8)
    let whole = Self.read(text)
    #expect(whole.problems.count == 4)
    for size in 1...bytes.count {
      var reader = ExpositionReader(format: .text)
      for start in stride(from: 0, to: bytes.count, by: size) {
        reader.consume(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      let report = reader.finish()
      #expect(report.problems == whole.problems && report.series == whole.series, "pieces of \(size)")
    }
  }

  @Test func aLineWithoutEndIsNotKept() {
    var reader = ExpositionReader(format: .text)
    for _ in 0..<40 { reader.consume([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)) }
    reader.consume(Array(" 1\na 1\n".utf8))
    let report = reader.finish()
    #expect(Self.lines(report) == ["1:1 error: the line is longer than 1 MiB"])
    #expect(report.series == 1)
  }

  /// Pages that are damaged at random are refused here exactly where promtool refuses them.
  @Test func damagedPagesAreRefusedAsByPromtool() throws {
    let page = """
      # HELP h_seconds Time, \\\\ and \\n.
      # TYPE h_seconds histogram
      h_seconds_bucket{route="a b",le="0.5"} 1
      h_seconds_bucket{route="a b",le="+Inf"} 2 1395066363000
      h_seconds_sum{route="a b"} 2.5e-1
      h_seconds_count{route="a b"} 2
      # TYPE s summary
      s{quantile="0.5"} NaN
      up{job="x\\"y"} 1

      """
    var random = SplitMix64(state: 11)
    var refused = 0
    for _ in 0..<400 {
      var bytes = Array(page.utf8)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        let byte = Array("{}\"=,\\ #aé1.eN\n\t_-+".utf8).randomElement(using: &random)!
        switch random.next() % 3 {
        case 0: bytes[index] = byte
        case 1: bytes.remove(at: index)
        default: bytes.insert(byte, at: index)
        }
      }
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      let (status, output) = try Promtool.checkMetrics(text)
      // What promtool leaves to the scrape: duplicates, and the sense of histograms. It has no quoted names yet.
      let besides = [
        "duplicate series: Prometheus", "a bucket counts", "a bucket needs", "has no bucket", "from 0 to 1",
        "upper bound `le`", "count must", "named twice", "has no name",
        // What only a scrape refuses.
        "only one blank", "names no type", "names no metric", "`-13", "`+13",
      ]
      let errors = Self.read(text).problems.filter { problem in
        problem.severity == .error && !besides.contains { problem.message.contains($0) }
      }
      let isRefused = status == 1
      if isRefused { refused += 1 }
      // Of a type it drops backslashes, and quoted names are younger than it.
      let isBeyond =
        text.contains("{\"") || text.contains(",\"")
        || errors.contains { $0.message.contains("no type `") && $0.message.contains("\\") }
        || output.contains("'le' label") || output.contains("'quantile' label")
      guard !isBeyond else { continue }
      #expect(isRefused == !errors.isEmpty, "\(text)\n\(output)\n\(errors)")
    }
    #expect(refused > 100)
  }

  @Test func anyBytesGiveAReport() {
    var random = SplitMix64(state: 5)
    let alphabet = Array("ab{}\"=,\\ #\n\n1e.+-_:\tHELP TYPE EOF leé\u{0}".utf8) + [0xFF, 0xC3]
    for round in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      var reader = ExpositionReader(format: round % 2 == 0 ? .text : .openMetrics)
      reader.consume(bytes)
      let report = reader.finish()
      #expect(report.problems.allSatisfy { $0.line >= 1 && $0.column >= 1 && $0.column <= bytes.count + 1 })
    }
  }
}

private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appending(path: "../../../shared/corpora/metrics").standardizedFileURL

/// Pages of real exporters and cases of promtool, where the corpora lie beside the repository.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder.path())))
struct ExpositionCorpusTests {
  @Test func realPagesHaveNoProblem() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".prom") }
    #expect(names.count >= 4)
    for name in names {
      let report = ExpositionTests.read(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
      #expect(report.problems == [], "\(name)")
      #expect(report.series > 5 && report.families.allSatisfy { $0.type != nil && $0.hasHelp }, "\(name)")
    }
  }

  private struct Case: Decodable {
    struct Verdict: Decodable { let rc: Int }
    let name: String?
    let input: String
    let promtool_2_42: Verdict
  }

  @Test func whatPromtoolRefusesIsRefused() throws {
    for file in ["parse_error_cases.json", "promlint_cases.json"] {
      let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: folder.appending(path: file)))
      for example in cases where !example.input.contains("{\"") {
        let report = ExpositionTests.read(example.input)
        // promlint's own cases have samples that a scrape would not keep.
        let errors = report.problems.filter { $0.severity == .error && !$0.message.contains("duplicate series") }
        let isSense = errors.allSatisfy { $0.message.contains("bucket") || $0.message.contains("counter never") }
        #expect((example.promtool_2_42.rc == 1) == !(errors.isEmpty || isSense), "\(example.input) \(errors)")
      }
    }
  }
}

extension Promtool {
  static func checkMetrics(_ text: String) throws -> (status: Int32, output: String) {
    let process = Process()
    let input = Pipe(), output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["promtool", "check", "metrics"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let all = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, all)
  }
}
