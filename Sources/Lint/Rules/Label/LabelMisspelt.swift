import Documents
import Formats

extension Rule {
  static let labelMisspelt = Rule(
    "label/misspelt", .warning, "a label that is named once, one slip away from one that is named often",
    why: """
      A label that nothing has is no error anywhere: a text has a hole, a matcher selects nothing, a route never matches. Names are \
      compared with those that rules, dashboards and routes of the project use, and with those that every series or alert has.
      """,
    bad: [
      Example(alerts(#"{{ $labels.⟦instnace⟧ }} is down"#)),
      Example(alerts("down", by: "⟦tennant⟧")),
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team, group_by: [alertname, ⟦tenatn⟧] }
        receivers: [{ name: team }]
        """, "rules.yml": alerts("{{ $labels.tenant }} is down"),
      ]),
    ],
    good: [
      Example(alerts("{{ $labels.tenants }} {{ $labels.tenant_id }} {{ $labels.tenant2 }}")),
      Example(alerts("{{ $labels.state }} {{ $labels.stage }}")),
      Example(alerts("{{ $labels.instance }} {{ $labels.instances }}")),
    ],
    check: .project { facts, reporter in
      let uses = facts.labels.uses
      let known = uses.filter { $0.value.count > 2 }.map(\.key) + wellKnown.filter { uses[$0]?.count ?? 0 <= 2 }
      // A slip changes the length by one at most, and not the first letter.
      let similar = Dictionary(grouping: known) { LabelSlip.Kind(of: $0, longerBy: 0) }
      for (name, use) in uses where use.count == 1 {
        let candidates = (-1...1).flatMap { similar[LabelSlip.Kind(of: name, longerBy: $0)] ?? [] }
        guard let meant = candidates.filter({ LabelSlip.leads(from: $0, to: name) }).min(), let place = use.place,
          !real.contains(name), !place.source.isForTrial
        else { continue }
        let other = uses[meant].map { $0.count > 2 ? ", and `\(meant)` is in \($0.count) others" : "" } ?? ""
        reporter.report(
          "no other rule or route names a label `\(name)`\(other)", at: place.range, in: place.source,
          help: "did you mean `\(meant)`?")
      }
    })

  /// What series and alerts have wherever something is scraped.
  private static let wellKnown = [
    "alertname", "cluster", "container", "instance", "mountpoint", "namespace", "service", "severity",
  ]

  /// Names that are right, one letter away from other names. <https://www.postgresql.org/docs/current/monitoring-stats.html>
  private static let real: Set<String> = ["datname", "usename"]

  /// Rules by a tenant, one of them with another text or grouping.
  private static func alerts(_ text: String, by label: String = "tenant") -> String {
    let rules = (1...4).map { index in
      """
          - alert: Example\(index)
            expr: sum by (instance, \(index == 4 ? label : "tenant")) (errors) > \(index)
            annotations: { summary: "\(index == 4 ? text : "down")" }

      """
    }
    return "groups:\n  - name: example\n    rules:\n" + rules.joined()
  }
}

/// Slips of the fingers in names of labels. What people tell apart on purpose is none: `pod` and `pods`, `name1` and `name2`, `user_id` and
/// `user_ip`, `state` and `stage`.
enum LabelSlip {
  /// What a name and its slips have in common.
  struct Kind: Hashable {
    let first: UInt8?
    let count: Int

    init(of name: String, longerBy count: Int) {
      first = name.utf8.first
      self.count = name.utf8.count + count
    }
  }

  static func leads(from right: String, to wrong: String) -> Bool {
    let right = Array(right.utf8), wrong = Array(wrong.utf8)
    guard abs(right.count - wrong.count) < 2, right.count >= 5, right.first == wrong.first else { return false }
    let start = zip(right, wrong).prefix { $0 == $1 }.count
    let end = zip(right.dropFirst(start).reversed(), wrong.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (gone, new) = (right[start..<right.count - end], wrong[start..<wrong.count - end])
    guard (gone + new).allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) else { return false }
    let word = Word(of: right, around: start)
    switch (gone.count, new.count) {
    case (2, 2): return gone.elementsEqual(new.reversed()) && word.count >= 5
    case (1, 1): return word.count >= 7 && word.isInside(start)
    case (0, 1), (1, 0):
      return word.isInside(start) ? word.count >= 6 : word.count >= 7 && (gone + new) != [UInt8(ascii: "s")]
    default: return false
    }
  }

  /// What stands between underscores.
  private struct Word {
    let range: Range<Int>
    var count: Int { range.count }

    init(of name: [UInt8], around place: Int) {
      let underscore = UInt8(ascii: "_")
      let place = min(place, name.count - 1)
      let start = name[..<place].lastIndex(of: underscore).map { $0 + 1 } ?? 0
      range = start..<(name[place...].firstIndex(of: underscore) ?? name.count)
    }

    /// Neither at its beginning nor at its end.
    func isInside(_ place: Int) -> Bool { place > range.lowerBound && place < range.upperBound - 1 }
  }
}
