import Documents
import RE2

/// Kinds of values that several formats share.
extension Shape {
  /// `1h30m`, as Prometheus and Alertmanager read it.
  package static let duration = Shape.parsed { text in
    PrometheusDuration(text) == nil
      ? "`\(text)` is no duration: write numbers with the units y, w, d, h, m, s, ms, as in `1h30m`" : nil
  }

  /// A duration in a resource of Kubernetes, which is a string: a lone `0` without quotes is a number there.
  package static let durationText = Shape.both(.duration, .text)

  /// A duration that may not be zero.
  package static let positiveDuration = Shape.parsed { text in
    guard let duration = PrometheusDuration(text) else { return "`\(text)` is no duration, as `1m` is one" }
    return duration.milliseconds > 0 ? nil : "the duration must be more than zero"
  }

  /// What Go's `net/url` can read, which is most things.
  package static let url = Shape.parsed { GoURL.problem(in: $0) }

  /// A regular expression of Go, anchored at both ends.
  package static let regex = Shape.parsed { text in
    Pattern.problem(in: text).map { "the regular expression does not compile: \($0.message)" }
  }

  /// `512MB`: powers of 1024, the unit in capitals and never left out.
  package static let bytes = Shape.parsed { text in
    Base2Bytes.isValid(text) ? nil : "`\(text)` is no size: write a number and a unit, as in `10MB` or `1.5GiB`"
  }

  package static let strings = Shape.list(.string)
  package static let stringMap = Shape.map(.string)

  /// A word of a set, or nothing.
  package static func optionalChoice(_ words: [String]) -> Shape {
    .parsed { text in
      text.isEmpty || words.contains(text)
        ? nil : "`\(text)` is none of \(words.map { "`\($0)`" }.joined(separator: ", "))"
    }
  }

  /// Names of labels: any text, but not none. What is valid under `legacy` names is another question.
  package static let labelNames = Shape.list(.parsed { $0.isEmpty ? "a label name cannot be empty" : nil })
  package static let labels = Shape.map(.string) { $0.isEmpty ? "a label name cannot be empty" : nil }
}

/// Sizes as github.com/alecthomas/units, ParseBase2Bytes, reads them.
enum Base2Bytes {
  private static let units: Set<String> = [
    "B", "KB", "MB", "GB", "TB", "PB", "EB", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "iB",
  ]

  static func isValid(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
    if rest == "0" { return true }
    if rest.isEmpty { return false }
    while !rest.isEmpty {
      let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
      rest.removeFirst(number.count)
      let unit = rest.prefix { $0 != "." && !("0"..."9").contains($0) }
      rest.removeFirst(unit.count)
      guard number.contains(where: { $0 != "." }), number.filter({ $0 == "." }).count < 2,
        units.contains(String(unit))
      else { return false }
    }
    return true
  }
}
