import Documents
import Formats
import PromQL
import Support
import Testing

@testable import Lint

/// What rules look up is what comparing each with each finds.
struct LookupTests {
  @Test(arguments: 0..<40)
  func reaches(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let ranges = (0..<Int.random(in: 0...40, using: &random)).map { _ -> Range<Int> in
      let start = Int.random(in: 0..<60, using: &random)
      return start..<start + Int.random(in: 0...(Bool.random(using: &random) ? 3 : 60), using: &random)
    }
    let index = ReachIndex(ranges)
    for place in 0...130 {
      let expected = ranges.indices.filter { ranges[$0].contains(place) || ranges[$0].upperBound == place }
      #expect(index.reaching(place).sorted() == expected)
    }
  }

  private static let parts: [[String]] = [
    [
      #"m{x="1"}"#, #"m{x="2"}"#, #"m{x=~"1|2"}"#, #"m{x=~"1.*"}"#, #"m{x=~"2.*"}"#, #"m{x!="1"}"#, "m", "shop_a_b",
      "job:m",
    ],
    [
      "", " > 5", " == 5", " == 7", " == -0", " == 0", " unless n", " and on (x) n", " * on (x) group_left (y) n",
      " or n",
    ],
    ["", "sum by (x) ", "sum by (y) ", "sum", #"label_replace"#, "absent"],
  ]

  private static func expression(_ random: inout SeededRandom) -> String {
    let part = parts.map { $0.randomElement(using: &random)! }
    let inner = "(\(part[0])\(part[1]))"
    return part[2] == "label_replace"
      ? "label_replace\(inner.dropLast()), \"x\", \"\(Bool.random(using: &random) ? "1" : "k")\", \"\", \"\")"
      : part[2] + inner
  }

  @Test(arguments: 0..<60)
  func queriesAlike(seed: UInt64) {
    var random = SeededRandom(seed: SeededRandom.seed(or: 0) &+ seed)
    let texts = (0..<Int.random(in: 2...24, using: &random)).map { _ in Self.expression(&random) }
    let written = [[], ["x"], ["severity"]].randomElement(using: &random)!
    let source = SourceFile(name: "rules.yml", text: texts.map { "- '\($0)'\n" }.joined())
    let queries = YAMLDocuments.read(source).roots[0].sequence!.map { Query(Text($0)!, in: source) }
    let alike = QueriesAlike(queries, besides: written)
    for (index, query) in queries.enumerated() {
      let end = Int.random(in: 0...index, using: &random), odd = Bool.random(using: &random)
      let expected = (0..<end).first { ($0 % 2 == 1 || odd) && !queries[$0].isTold(apart: query, besides: written) }
      #expect(alike.first(like: index, before: end) { $0 % 2 == 1 || odd } == expected, "\(texts)")
    }
  }

  /// Ports by their numbers, transports and addresses, against each port held against each.
  @Test(arguments: 0..<40)
  func portsThatMeet(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let ports = (0..<Int.random(in: 1...20, using: &random)).map { _ in
      (
        service: Int.random(in: 0..<6, using: &random),
        address: ["", "127.0.0.1:", "127.0.0.2:"].randomElement(using: &random)!,
        number: Int.random(in: 80..<83, using: &random), transport: ["", "/udp"].randomElement(using: &random)!
      )
    }.sorted { $0.service < $1.service }
    let services = Dictionary(grouping: ports, by: \.service).sorted { $0.key < $1.key }
    let text =
      "services:\n"
      + services.map { name, ports in
        "  s\(name): { image: 'x:1', ports: [\(ports.map { "'\($0.address)\($0.number):80\($0.transport)'" }.joined(separator: ", "))] }\n"
      }.joined()
    let ordered = services.flatMap(\.value)
    let expected = ordered.indices.compactMap { index -> String? in
      let port = ordered[index]
      let other = ordered[..<index].first {
        $0.service != port.service && $0.number == port.number && $0.transport == port.transport
          && ($0.address.isEmpty || port.address.isEmpty || $0.address == port.address)
      }
      return other.map { "`s\($0.service)` publishes \(port.number) of" }
    }
    let rule = ExampleTests.rule("compose/duplicate-port")
    let found = ExampleTests.lint(rule, Example(text, name: "compose.yml"), [("compose.yml", text)]).map(\.message)
    #expect(found.count == expected.count && zip(found, expected).allSatisfy { $0.hasPrefix($1) }, "\(text)")
  }

  /// Matchers on one label, each held against all before it.
  @Test(arguments: 0..<60)
  func matchersThatExclude(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let matchers = (0..<Int.random(in: 2...8, using: &random)).map { _ in
      let value = ["1", "2", "3"].randomElement(using: &random)!
      return ["x", "x", "y"].randomElement(using: &random)!
        + ["='\(value)'", "='\(value)'", "!='\(value)'", "=~'\(value)|9'", "!~'\(value).*'"].randomElement(
          using: &random)!
    }
    let text = "groups:\n- name: g\n  rules:\n  - record: a:b:c\n    expr: m{\(matchers.joined(separator: ", "))}\n"
    let start = try #require(text.range(of: "m{")).lowerBound.utf16Offset(in: text)
    let parsed = try #require(Expr.parse("m{\(matchers.joined(separator: ", "))}").expression?.selectors.first).matchers
    let expected = parsed.indices.compactMap { index -> Range<Int>? in
      let matcher = parsed[index]
      let isExcluded = parsed[..<index].contains { other in
        guard other.name == matcher.name else { return false }
        if other.operation == .equal { return matcher.accepts(other.value) == false }
        return matcher.operation == .equal && other.accepts(matcher.value) == false
      }
      return isExcluded ? start + matcher.range.lowerBound..<start + matcher.range.upperBound : nil
    }
    let rule = ExampleTests.rule("promql/selects-nothing")
    let found = ExampleTests.lint(rule, Example(text, name: "rules.yml"), [("rules.yml", text)]).map(\.range)
    #expect(found == expected, "\(text)")
  }
}
