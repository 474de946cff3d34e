import Documents
import Formats
import Foundation
import Support
import Testing

/// Both parsers of matchers, and how Alertmanager chooses between them.
struct AlertMatcherTests {
  /// `input`, then what the newer parser, the older one and both together make of it; nil for refused.
  static let cases: [(input: String, new: String?, classic: String?, together: String?)] = [
    (#"severity="critical""#, #"severity="critical""#, #"severity="critical""#, #"severity="critical""#),
    (#"{a=b, c!~"d|e",}"#, #"a="b",c!~"d|e""#, #"a="b",c!~"d|e""#, #"a="b",c!~"d|e""#),
    ("", "", "", ""), ("{}", "", "", ""), ("  a = b  ", #"a="b""#, #"a="b""#, #"a="b""#),
    // Old only: reserved characters and escapes outside of quotes, a missing value, `\d` in quotes.
    ("a=~b{2}", nil, #"a=~"b{2""#, #"a=~"b{2""#), ("a=", nil, #"a="""#, #"a="""#),
    (#"code=~"\d+""#, nil, #"code=~"\\d+""#, #"code=~"\\d+""#), ("a=b c", nil, #"a="b c""#, #"a="b c""#),
    (#"a=\"b\""#, nil, #"a="\"b\"""#, #"a="\"b\"""#),
    // New only: names of any UTF-8.
    ("größe=x", #"größe="x""#, nil, #"größe="x""#), (#""a b"="c""#, #""a b"="c""#, nil, #""a b"="c""#),
    // Read differently: the older parser wins.
    (#"a="\x41""#, #"a="A""#, #"a="\\x41""#, #"a="\\x41""#),
    // Neither.
    ("a", nil, nil, nil), (#"a="b"#, nil, nil, nil), ("a!b", nil, nil, nil), (#"a=~"(""#, nil, nil, nil),
    ("{a=b", nil, #"a="b""#, #"a="b""#), ("a=b}", nil, #"a="b""#, #"a="b""#),
    (#"a="b""c""#, nil, nil, nil), ("a=b,,c=d", nil, nil, nil), ("=b", nil, nil, nil),
  ]

  @Test(arguments: cases.indices)
  func parsers(index: Int) {
    let test = Self.cases[index]
    func text(_ matchers: [AlertMatcher]?) -> String? { matchers.map { $0.map(\.canonical).joined(separator: ",") } }
    #expect(text(try? AlertMatchers.utf8(test.input)) == test.new, "newer, \(test.input)")
    #expect(text(try? AlertMatchers.classic(test.input)) == test.classic, "older, \(test.input)")
    #expect((try? AlertMatchers(test.input))?.canonical == test.together, "together, \(test.input)")
  }

  @Test func agreement() throws {
    #expect(try AlertMatchers("a=b").agreement == .holds)
    #expect(try AlertMatchers("größe=x").agreement == .holds)
    #expect(try AlertMatchers(#"a="\x41""#).agreement == .differs)
    guard case .classicOnly = try AlertMatchers("a=b c").agreement else {
      Issue.record("the newer parser refuses two words")
      return
    }
  }

  private struct Case: Decodable {
    let test: String
    let input: String
    let ok: Bool
    let error: String?
  }

  @Test func corpus() throws {
    guard let shared = Repository.shared else { return }
    let data = try Data(contentsOf: shared.appendingPathComponent("corpora/alertmanager/matcher_cases.json"))
    for test in try JSONDecoder().decode([Case].self, from: data) {
      let found: [AlertMatcher]?
      if test.test.hasPrefix("matcher/parse") {
        found = try? AlertMatchers.utf8(test.input)
      } else if test.test.hasPrefix("pkg/labels") {
        found = try? AlertMatchers.classic(test.input)
      } else {
        found = (try? AlertMatchers(test.input))?.matchers
      }
      // TestMatcher wants exactly one.
      let isOne = test.test.hasSuffix("TestMatcher") ? found?.count == 1 : found != nil
      #expect(isOne == test.ok, "\(test.test): \(test.input)")
    }
  }
}
