/// Which of the routes of one level takes every alert of a later one.
///
/// A route takes them where what the later one asks for implies each of its conditions. Each route is filed under one condition, the
/// one that fewest others have as well, so that a later route finds the few that may take its alerts by its own conditions.
struct TakerIndex {
  /// What a route is filed under.
  private enum Key: Hashable {
    /// A condition that lists its values takes this one.
    case value(label: String, String)
    /// A condition that does not, as it is.
    case same(label: String, AlertMatcher.Operation, String)
    /// One that any text fulfils.
    case anyText(label: String)
    /// One that some texts fulfil, all of which begin with this one.
    case someText(label: String, from: String)
  }

  /// What an alert of this level has to fulfil for each route.
  private let conditions: [[AlertMatcher]]
  /// Routes by what they are filed under, in their order.
  private var filed: [Key: [Int]] = [:]
  /// How long the beginnings are that are asked of each label, in scalars.
  private var beginnings: [String: Set<Int>] = [:]
  /// The first that takes all.
  private var takingAll: Int?

  /// - Parameters:
  ///   - routes: those of a level.
  ///   - above: what every alert that comes here has fulfilled.
  init(_ routes: [AlertmanagerRoute], above: ConditionPath) {
    conditions = routes.map { route in
      route.matchers.matchers.filter { !MatcherLogic.implies(above.conditions(on: $0.name), $0) }
    }
    let keeping = routes.indices.filter { !routes[$0].continues }
    let keys = conditions.map { $0.map(Self.keys) }
    var counts: [Key: Int] = [:]
    for key in keeping.lazy.flatMap({ keys[$0].joined() }) { counts[key, default: 0] += 1 }
    func commonest(_ keys: [Key]) -> Int { keys.map { counts[$0] ?? 0 }.max() ?? 0 }
    for index in keeping {
      if let rarest = keys[index].min(by: { commonest($0) < commonest($1) }) {
        // A condition that lists its values is found under any of them.
        for key in Set(rarest) {
          filed[key, default: []].append(index)
          if case .someText(let label, let start) = key {
            beginnings[label, default: []].insert(start.unicodeScalars.count)
          }
        }
      } else {
        takingAll = takingAll ?? index
      }
    }
  }

  /// The first route that takes every alert of a later one, which can have some.
  func first(takingAllOf route: AlertmanagerRoute, at place: Int) -> Int? {
    let own = Dictionary(grouping: route.matchers.matchers, by: \.name)
    var first = takingAll.flatMap { $0 < place ? $0 : nil } ?? place
    for key in Set(route.matchers.matchers.flatMap(implied)) {
      for index in filed[key] ?? [] {
        if index >= first { break }
        if conditions[index].allSatisfy({ MatcherLogic.implies(own[$0.name] ?? [], $0) }) { first = index }
      }
    }
    return first < place ? first : nil
  }

  /// What a route with a condition may be filed under: all of it.
  private static func keys(_ matcher: AlertMatcher) -> [Key] {
    if let values = matcher.values, !values.isEmpty { return values.map { .value(label: matcher.name, $0) } }
    return [
      .same(label: matcher.name, matcher.operation, matcher.value),
      matcher.takesAnyText
        ? .anyText(label: matcher.name) : .someText(label: matcher.name, from: matcher.requiredPrefix ?? ""),
    ]
  }

  /// What routes are filed under that have a condition which follows from this one.
  private func implied(by matcher: AlertMatcher) -> [Key] {
    let label = matcher.name
    let any = matcher.matchesEmpty ? [] : [Key.anyText(label: label)]
    // A condition takes all of its values or does not follow, so that one of them is enough to find it.
    guard let value = matcher.values?.first else {
      return any + [.same(label: label, matcher.operation, matcher.value)]
    }
    let starts = (beginnings[label] ?? []).map { String(value.unicodeScalars.prefix($0)) }
    return any + [.value(label: label, value)] + starts.map { .someText(label: label, from: $0) }
  }
}
