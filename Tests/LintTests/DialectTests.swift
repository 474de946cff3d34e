import Formats
import Project
import Testing

/// The settings name every program that the linter knows to read the formats of Prometheus.
struct DialectTests {
  @Test func settingsNameAllOfThem() {
    #expect(LintSection.readers == Dialect.allCases.map(\.rawValue))
  }

  @Test(arguments: [
    ("sum(rate({app=\"a\"} |= `b` [5m]))", QueryLanguage.logQL), ("{app=\"a\"} != \"b\"", .logQL),
    ("count_over_time({app=\"a\"}\n  | json\n [5m])", .logQL), ("{a=\"b\"} |~ \"x\"", .logQL),
    ("running_sum(up) > 5", .metricsQL), ("up default 0", .metricsQL), ("WITH (x = up) x", .metricsQL),
    ("median(up) by (job)", .metricsQL),
  ])
  func languageShows(text: String, language: QueryLanguage) {
    #expect(QueryLanguage(provenBy: text) == language)
  }

  @Test(arguments: [
    "up{job=~\"a|b\"} == 0", "{job=\"a\"} != 5", "sum by (default) (up{share=\"1\"})", "rate(any_total[5m])",
    "up{a=\"}\"} != up", "'{' | up", "median_seconds > share",
  ])
  func nothingShows(text: String) {
    #expect(QueryLanguage(provenBy: text) == nil)
  }
}
