import Documents
import PromQL

extension Resolver {
  /// Every objective with the rates of its bad and of all its events.
  func objectives(_ owners: [Owner]) -> [ResolvedObjective] {
    owners.filter { $0.kind == .service }.flatMap { owner -> [ResolvedObjective] in
      guard let service = spec.services[owner.name] else { return [] }
      return service.objectives.map { name, objective in
        let (bad, total) = Self.rates(objective, owner)
        return ResolvedObjective(name: name, owner: owner, objective: objective, bad: bad, total: total)
      }
    }
  }

  private static func rates(_ objective: Objective, _ owner: Owner) -> (bad: String, total: String) {
    let matchers = [LabelMatcher(owner.label.name, .equal, owner.label.value)] + objective.match.map(matcher)
    switch objective.indicator {
    case .availability:
      let bad = matchers + [LabelMatcher("status", .regexMatch, "5..")]
      return (sumOfRate("http_requests_total", bad), sumOfRate("http_requests_total", matchers))
    case .latency(let bound):
      let total = sumOfRate("http_request_duration_seconds_count", matchers)
      let good = sumOfRate("http_request_duration_seconds_bucket", matchers + [bucket(bound)])
      return ("\(total) - \(good)", total)
    case .probe(let probe):
      let selector = Selector.text(
        "probe_success", [LabelMatcher("job", .equal, "probe")] + matchers + [LabelMatcher("probe", .equal, probe)])
      return ("sum(1 - avg_over_time(\(selector)[$window]))", "count(avg_over_time(\(selector)[$window]))")
    case .ratio(let bad, let total):
      return (bad.trimmed(), total.trimmed())
    case .unread: return ("", "")
    }
  }

  private static func matcher(_ name: String, _ values: [String]) -> LabelMatcher {
    values.count == 1
      ? LabelMatcher(name, .equal, values[0])
      : LabelMatcher(name, .regexMatch, values.map(Selector.quotedMeta).joined(separator: "|"))
  }

  /// Prometheus 3 writes the bound of a whole second as `1.0`, older ones as `1`.
  private static func bucket(_ bound: PrometheusDuration) -> LabelMatcher {
    let digits = bound.seconds.digits
    return digits.contains(".")
      ? LabelMatcher("le", .equal, digits) : LabelMatcher("le", .regexMatch, "\(digits)(\\.0)?")
  }

  private static func sumOfRate(_ metric: String, _ matchers: [LabelMatcher]) -> String {
    "sum(rate(\(Selector.text(metric, matchers))[$window]))"
  }
}

/// Writes selectors.
package enum Selector {
  package static func text(_ metric: String, _ matchers: [LabelMatcher]) -> String {
    matchers.isEmpty ? metric : "\(metric){\(matchers.map(\.description).joined(separator: ", "))}"
  }

  /// A regular expression that matches just this text.
  package static func quotedMeta(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\.+*?()|[]{}^$".contains(character) { result += "\\" }
      result.append(character)
    }
  }
}
