import Documents
import PromQL
import RE2

extension Rule {
  static let selectsNothing = Rule(
    "promql/selects-nothing", .error, "matchers that no series can satisfy",
    why: "The selector is always empty: an alert on it never fires, and a panel stays blank.",
    bad: [
      .alert(#"up{job="a", ⟦job="b"⟧} == 0"#), .alert(#"up{⟦job!~".*"⟧} == 0"#),
      .alert(#"up{job="api", ⟦job=~"web.*"⟧} == 0"#), .alert(#"up{job="api", ⟦job!="api"⟧} == 0"#),
      .alert(#"up{⟦job=~"a[^\\s\\S]"⟧} == 0"#),
    ],
    good: [
      .alert(#"up{job=~"a.*", job!~".*b"} == 0"#), .alert(#"up{job="api", job=~"a.*"} == 0"#),
      .alert(#"up{job!="", job!="a"} == 0"#),
    ],
    check: .selector { selector, query, reporter in
      /// What was asked of each label before; of few matchers it shows at a glance that each has a label of its own.
      var earlier: [String: EarlierMatchers] = [:]
      let mayRepeat = selector.matchers.count > few || hasRepeatedLabel(selector.matchers)
      for matcher in selector.matchers {
        if takesNothing(matcher) {
          // `!~".*"` is also how people switch an alert off.
          reporter.report(
            "no value of `\(matcher.name)` satisfies this matcher", in: query, at: matcher.range,
            as: matcher.operation == .regexNotMatch ? .info : nil)
        } else if let other = earlier[matcher.name]?.first(excluding: matcher) {
          // Two matchers on one label: each pair in which one fixes the value is reported at the later one.
          reporter.report(
            "no series has a `\(matcher.name)` that satisfies both this matcher and the one before", in: query,
            at: matcher.range, help: "remove one of the two; for either of two values write `=~\"a|b\"`",
            notes: [reporter.note("the other one", at: query.range(other.range), in: query.source)])
        }
        if mayRepeat { earlier[matcher.name, default: EarlierMatchers()].add(matcher) }
      }
    })

  private static let few = 8

  private static func hasRepeatedLabel(_ matchers: [LabelMatcher]) -> Bool {
    matchers.indices.contains { index in matchers[..<index].contains { $0.name == matchers[index].name } }
  }

  private static func takesNothing(_ matcher: LabelMatcher) -> Bool {
    switch matcher.operation {
    case .equal, .notEqual: return false
    case .regexMatch:
      return mayMatchNothing(matcher.value) && KnownPattern.of(matcher.value)?.pattern.matchesNothing == true
    case .regexNotMatch:
      guard let known = KnownPattern.of(matcher.value), known.matchesEmpty else { return false }
      return known.pattern.matchesEveryLine == true
    }
  }

  /// Whether there is anything in a pattern that could keep it from matching: an assertion, or a class that leaves characters out.
  private static func mayMatchNothing(_ pattern: String) -> Bool {
    var isEscaped = false
    for byte in pattern.utf8 {
      if isEscaped, "bBAz".utf8.contains(byte) { return true }
      if byte == UInt8(ascii: "^") || byte == UInt8(ascii: "$") { return true }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return false
  }
}

/// Matchers on one label, of which the first is looked up that a further one contradicts: one of the two fixes the value.
private struct EarlierMatchers {
  /// Those that fix no value.
  private var open: [(matcher: LabelMatcher, place: Int)] = []
  /// The first of those that fix each value.
  private var fixed: [(matcher: LabelMatcher, place: Int)] = []
  private var values: Set<String> = []
  private var count = 0

  mutating func add(_ matcher: LabelMatcher) {
    if matcher.operation != .equal {
      open.append((matcher, count))
    } else if values.insert(matcher.value).inserted {
      fixed.append((matcher, count))
    }
    count += 1
  }

  func first(excluding matcher: LabelMatcher) -> LabelMatcher? {
    guard matcher.operation == .equal else {
      return fixed.first { matcher.accepts($0.matcher.value) == false }?.matcher
    }
    let other = fixed.first { $0.matcher.value != matcher.value }
    for (earlier, place) in open {
      if let other, place > other.place { break }
      if earlier.accepts(matcher.value) == false { return earlier }
    }
    return other?.matcher
  }
}
