import Foundation
import Support
import Testing

/// `pharos promql` as people, CI and other programs run it.
struct PromQLCommandTests {
  @Test func linesAreAnsweredOneByOne() throws {
    let input = #"""
      "up"
      "rate(x)"
      "limitk(1, a)"
      not json
      "a{b=\"\ud83d\ude00\"} +"
      """#
    let result = try Tool.run(Tool.pharos, ["promql", "check", "--lines"], input: input + "\n")
    // The answers say what is wrong; the conversation went well.
    #expect(result.status == 0)
    #expect(
      result.output.split(separator: "\n") == [
        #"{"ok":true,"type":"vector","needs":[]}"#,
        #"{"ok":false,"error":"argument 1 of rate takes a range vector, got an instant vector","start":5,"end":6}"#,
        #"{"ok":true,"type":"vector","needs":["promql-experimental-functions"]}"#,
        #"{"ok":false,"error":"the line is not a JSON string","start":0,"end":0}"#,
        #"{"ok":false,"error":"unexpected end of input, expected an expression","start":13,"end":13}"#,
      ])
    let enabled = try Tool.run(
      Tool.pharos, ["promql", "check", "--lines", "--features", "promql-experimental-functions,exemplar-storage"],
      input: "\"limitk(1, a)\"\n")
    #expect(enabled.output == #"{"ok":true,"type":"vector","needs":[]}"# + "\n")
    #expect(enabled.status == 0)
  }

  @Test func errorsInRuleFilesStandWhereTheyAre() throws {
    let folder = try TemporaryFolder()
    let rules = """
      groups:
        - name: a
          rules:
            - alert: X
              expr: |
                sum(rate(a[5m]))
                  > bool foo(b)
            - record: y
              expr: "histogram_avg(\\"z\\")"
      """
    try folder.write(rules, to: "rules.yml")
    let result = try Tool.run(Tool.pharos, ["promql", "check", "--file", "rules.yml"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.contains("rules.yml:7:20: error: there is no function \"foo\""), "\(result.all)")
    #expect(result.output.contains("rules.yml:9:30: error: argument 1 of histogram_avg"), "\(result.all)")
  }

  @Test func olderReleasesLackWhatCameLater() throws {
    let arguments = ["promql", "check", "--prometheus", "2.42", "histogram_avg(x)", "a @ 5m", "up"]
    let result = try Tool.run(Tool.pharos, arguments)
    #expect(result.status == 1)
    #expect(result.output.contains("<expression>:1:1: error: the function histogram_avg came with Prometheus 2.51"))
    #expect(result.output.contains("<expression>:1:5: error: a duration as a timestamp came with Prometheus 2.54"))
    #expect(try Tool.run(Tool.pharos, ["promql", "check", "--prometheus", "2.54", "histogram_avg(x)"]).status == 0)
  }

  @Test func formatBreaksLines() throws {
    let input = "sum by(job)(rate(http_requests_total[5m]))/sum by(job)(up)\n"
    let result = try Tool.run(Tool.pharos, ["promql", "format", "--width", "40"], input: input)
    #expect(
      result.output == """
          sum by (job) (
            rate(http_requests_total[5m])
          )
        /
          sum by (job) (up)

        """)
    let line = try Tool.run(Tool.pharos, ["promql", "format", "--one-line", "-"], input: input)
    #expect(line.output == "sum by (job) (rate(http_requests_total[5m])) / sum by (job) (up)\n")
    #expect(try Tool.run(Tool.pharos, ["promql", "format", "sum("]).status == 2)
  }

  @Test func labelsSayWhatIsThere() throws {
    let expression = "sum by (job) (a{x=\"1\"}) / sum by (instance) (b)"
    let result = try Tool.run(Tool.pharos, ["promql", "labels", expression])
    #expect(result.status == 0)
    #expect(
      result.output == """
        result     instant vector
        metric     loses its name
        always     -
        sometimes  -
        never      instance, which is removed by `sum by (job)`
                   job, which is removed by `sum by (instance)`
                   x, which is removed by `sum by (job)`
        few match  the left side of `/` keeps the label `job`, which on the right side is removed by `sum by (instance)`

        """)
    let json = try Tool.run(Tool.pharos, ["promql", "labels", "--format", "json", "a{job=\"x\"}"])
    #expect(
      json.output
        == #"{"type":"vector","keeps_metric_name":true,"always":[{"name":"job","value":"x"}],"sometimes":null,"#
        + #""never":[],"mismatches":[]}"# + "\n")
  }

  @Test(arguments: [
    ["--features", "promql-durration-expr", "up"], ["--prometheus", "three", "up"], ["--file", "no-such-file.promql"],
  ])
  func whatCannotBeDone(arguments: [String]) throws {
    let result = try Tool.run(Tool.pharos, ["promql", "check"] + arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(!result.error.isEmpty)
  }
}
