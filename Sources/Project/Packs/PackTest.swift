import Documents

/// The unit test of a pack's alert, or of a record: series that give its expression any value that is asked for.
///
/// pharos decides which values, for how long, and when to look; see `AlertTimeline`.
package struct PackTest: Sendable {
  package enum Outcome: String, CaseIterable, Sendable { case silent, fires }

  package var series: [PackSeries] = []
  package var with: OrderedMap<String> = [:]
  package var firing: String?
  package var healthy: String?
  package var limit: String?
  package var gives: String?
  package var idles: String?
  package var silent: [OrderedMap<String>] = []
  package var again: [OrderedMap<String>] = []
  package var amply: OrderedMap<String> = [:]
  package var interval: PrometheusDuration?
  package var reaches: PrometheusDuration?
  package var lingers: PrometheusDuration?
  package var labels: OrderedMap<String> = [:]
  package var results: [OrderedMap<String>] = []
  package var idle = Outcome.silent
  package var missing = Outcome.silent
  package var stale: Outcome?

  package static let section = Section(
    "pack_test", "The unit test of an alert.", default: PackTest(),
    fields: [
      .init(
        "series", \.series, .list(of: PackSeries.section.codec), "Series that give the expression the value `value`.",
        isRequired: true),
      .init("with", \.with, numbers, "Further numbers that the series are made of, by name: `traffic`."),
      .init(
        "fires", \.firing, .text, "The value with which an alert without a threshold fires; 1 by default."),
      .init(
        "healthy", \.healthy, .text,
        "The value when all is well; by default 0, and twice the threshold where the alert fires below it."),
      .init("limit", \.limit, .text, "What the value never exceeds, as 1 where it is a share."),
      .init("gives", \.gives, .text, "What the expression gives where that is not `value`."),
      .init(
        "silent", \.silent, .list(of: numbers),
        "Sets of numbers other than those of `with`, each of which keeps the alert silent whatever the value."),
      .init(
        "again", \.again, .list(of: numbers),
        "Sets of numbers other than those of `with`, with which all is gone through once more."),
      .init(
        "amply", \.amply, numbers,
        "Numbers of `with`, which let the alert fire by a hair, so large that they do at once."),
      .init(
        "interval", \.interval, .positiveDuration,
        "Between two values of a series, where a subquery counts them; by default what the ranges need."),
      .init(
        "reaches", \.reaches, .duration,
        "How long until a change has reached the value; by default the longest range of the expression."),
      .init(
        "lingers", \.lingers, .duration,
        "How long it still fires after the last failure; by default the longest range where it `reaches` sooner."),
      .init(
        "labels", \.labels, .mapping(of: .text, key: Name.label),
        "Labels of the result that are neither static nor carried."),
      .init(
        "results", \.results, .list(of: .mapping(of: .text, key: Name.label)),
        "Of an alert that fires several times at once, the further labels of each."),
      .init("idle", \.idle, .word, "What it does while every counter stands still and all gauges are healthy."),
      .init("idles", \.idles, .text, "What the expression gives then, where it fires and a text shows it."),
      .init("missing", \.missing, .word, "What it does without any series."),
      .init(
        "stale", \.stale, .word,
        "What it does once all series have ended that were there; silent where it compares with the past."),
    ])

  private static let numbers = Codec<OrderedMap<String>>.mapping(of: .text, key: Name.label)

  /// Names of the labels of results, in alphabetical order.
  var resultLabels: [String] { Set(labels.keys + results.flatMap(\.keys)).sorted() }

  /// Labels of each result besides the static ones and those of its target.
  var firingLabels: [[String: String]] {
    let all = Dictionary(labels.map { ($0.key, $0.value) }) { $1 }
    guard !results.isEmpty else { return [all] }
    return results.map { further in further.reduce(into: all) { $0[$1.key] = $1.value } }
  }
}

/// The unit test of a record: series that are younger than its ranges, and what it gives of them.
package struct PackRecordTest: Sendable {
  package var series: [PackSeries] = []
  package var gives: String?
  package var labels: OrderedMap<String> = [:]

  package static let section = Section(
    "pack_record_test", "The unit test of a record.", default: PackRecordTest(),
    fields: [
      .init("series", \.series, .list(of: PackSeries.section.codec), "Series that it is made of.", isRequired: true),
      .init(
        "gives", \.gives, .text,
        "What it gives once they are as old as its ranges, nothing if not said; where it says `seen`, the share of the ranges that they fill, it is taken as it is."
      ),
      .init(
        "labels", \.labels, .mapping(of: .text, key: Name.label), "Labels of the result besides those of the target."),
    ])
}

/// One series of a test. Numbers are arithmetic expressions.
package struct PackSeries: Sendable {
  package var series = ""
  package var rate: String?
  package var value: String?
  package var changes: String?
  package var resets: String?
  package var once: String?
  package var present: String?

  package static let section = Section(
    "pack_series", "One series of a test.", default: PackSeries(),
    fields: [
      .init(
        "series", \.series, .string,
        "Metric and its own labels; the target's come by themselves. `$machine` is an endpoint that scrapes ask; without one there is no such series.",
        isRequired: true),
      .init("rate", \.rate, .text, "Growth of a counter by the second."),
      .init(
        "value", \.value, .text,
        "Value of a gauge; `time` and `age` are the seconds since the beginning of the test and of its phase."),
      .init("changes", \.changes, .text, "How often a gauge grows at the beginning, from sample to sample."),
      .init("resets", \.resets, .text, "How often a gauge falls from 1 to 0 at the beginning; it is 1 after that."),
      .init("once", \.once, .text, "Value at the first moment, after which the series ends."),
      .init("present", \.present, .text, "The series is there while this is not 0."),
    ])

  /// Each number with its key.
  package var numbers: [(key: String, text: String)] {
    [("rate", rate), ("value", value), ("changes", changes), ("resets", resets), ("once", once)].compactMap {
      key, text in
      text.map { (key, $0) }
    }
  }
}
