import Documents
import Formats
import Foundation
import Testing

/// Whether an instant is in a time interval, in its zone.
struct TimeIntervalTests {
  static let cases: [(interval: String, at: String, answer: NamedTimeInterval.Answer)] = [
    ("{ times: [{ start_time: '09:00', end_time: '17:00' }] }", "2026-03-02T09:00:00Z", .inside),
    ("{ times: [{ start_time: '09:00', end_time: '17:00' }] }", "2026-03-02T17:00:00Z", .outside),
    ("{ times: [{ start_time: '00:00', end_time: '24:00' }] }", "2026-03-02T23:59:59Z", .inside),
    ("{ weekdays: ['monday:friday'] }", "2026-03-01T12:00:00Z", .outside),
    ("{ weekdays: [Sunday] }", "2026-03-01T12:00:00Z", .inside),
    ("{ weekdays: ['monday:friday'], months: ['1:2'] }", "2026-03-02T12:00:00Z", .outside),
    ("{ days_of_month: ['-1'] }", "2028-02-29T12:00:00Z", .inside),
    ("{ days_of_month: ['-1'] }", "2028-02-28T12:00:00Z", .outside),
    ("{ days_of_month: ['31'] }", "2026-04-30T12:00:00Z", .outside),
    ("{ days_of_month: ['30:31'] }", "2026-04-30T12:00:00Z", .inside),
    ("{ years: ['2020:2025'] }", "2026-01-01T00:00:00Z", .outside), ("{ months: [december] }", "1999-12-31", .inside),
    ("{ weekdays: [] }", "2026-03-01T12:00:00Z", .outside), ("{}", "2026-03-01T12:00:00Z", .inside),
    // Zones: a fixed one, one from the database with summer time, one that is not there.
    ("{ weekdays: [saturday], location: Etc/GMT+3 }", "2026-03-01T02:59:59Z", .inside),
    ("{ weekdays: [saturday], location: Etc/GMT+3 }", "2026-03-01T03:00:00Z", .outside),
    ("{ times: [{ start_time: '09:00', end_time: '10:00' }], location: Test/Summer }", "2026-07-01T07:00:00Z", .inside),
    ("{ times: [{ start_time: '09:00', end_time: '10:00' }], location: Test/Summer }", "2026-12-01T08:00:00Z", .inside),
    (
      "{ times: [{ start_time: '09:00', end_time: '10:00' }], location: Test/Summer }", "2026-03-29T00:59:00Z", .outside
    ),
    ("{ times: [{ start_time: '03:00', end_time: '03:01' }], location: Test/Summer }", "2026-03-29T01:00:00Z", .inside),
    ("{ location: Test/Nowhere }", "2026-03-01T12:00:00Z", .unknown(zone: "Test/Nowhere")),
  ]

  /// A file of the database with no transitions and a rule for all years.
  static let summerTime: [UInt8] = {
    func block(_ version: Character) -> [UInt8] {
      var bytes = Array("TZif\(version)".utf8) + [UInt8](repeating: 0, count: 15)
      for count in [0, 0, 0, 0, 1, 4] { bytes += [0, 0, 0, UInt8(count)] }
      return bytes + [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
    }
    return block("2") + block("2") + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
  }()

  @Test(arguments: cases.indices)
  func contains(index: Int) throws {
    let test = Self.cases[index]
    let source = SourceFile(name: "x", text: "{ name: x, time_intervals: [\(test.interval)] }")
    let interval = try #require(NamedTimeInterval(YAMLDocuments.read(source).roots[0]))
    let instant = try #require(Instant(test.at))
    let answer = interval.contains(instant) { $0 == "Test/Summer" ? TimeZoneRules(tzif: Self.summerTime) : nil }
    #expect(answer == test.answer, "\(test.interval) at \(test.at)")
  }

  /// Real files of the database against Foundation, where this machine has them.
  @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Tokyo"])
  func database(zone: String) throws {
    guard let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(zone)"),
      let expected = TimeZone(identifier: zone)
    else { return }
    let rules = try #require(TimeZoneRules(tzif: Array(data)))
    // Every eleven days from 1971 to 2060.
    for seconds in stride(from: 31_536_000, to: 2_840_140_800, by: 950_400) {
      let found = rules.offset(at: Instant(seconds: seconds))
      #expect(
        found == expected.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))), "\(zone) at \(seconds)")
    }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-03-01T09:00+01:00", 1_772_352_000), ("2026-03-01", 1_772_323_200),
    ("2026-03-01 09:00:00.5-00:30", 1_772_357_400),
  ])
  func instants(text: String, seconds: Int) { #expect(Instant(text)?.seconds == seconds) }

  @Test(arguments: ["", "2026-02-30", "2026-03-01T25:00Z", "2026-03-01T09:00", "now", "2026-03-01T09:00Zx"])
  func noInstants(text: String) { #expect(Instant(text) == nil) }
}
