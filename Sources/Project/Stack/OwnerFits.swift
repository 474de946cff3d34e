/// What of each pack fits an owner that does not expose all of its metrics. Thousands of owners may lack the same, and share what comes of it.
struct OwnerFits {
  private let packs: [String: Pack]
  private var known: [Key: PackFit] = [:]

  private struct Key: Hashable {
    var pack: String
    var notExposed: [Signal]
  }

  init(_ packs: [String: Pack]) { self.packs = packs }

  /// The packs that lose something, by name.
  mutating func fits(of names: [String], lacking signals: [Signal]) -> [String: PackFit] {
    if signals.isEmpty { return [:] }
    var result: [String: PackFit] = [:]
    for name in names {
      guard let pack = packs[name] else { continue }
      let own = signals.filter { pack.metrics[$0.metric] != nil }
      if own.isEmpty { continue }
      let key = Key(pack: name, notExposed: own)
      let fit = known[key] ?? PackFit(pack, lacking: own)
      known[key] = fit
      result[name] = fit
    }
    return result
  }
}

extension Stack {
  /// The pack that a component is an instance of, whatever is applied to all of them besides.
  package func ownPack(of component: Owner) -> Pack? { component.packs.last.flatMap { packs[$0] } }
}

extension ResolvedSpec {
  /// A pack as it fits an owner.
  func pack(_ name: String, of owner: Owner) -> Pack? { owner.fits[name]?.pack ?? packs[name] }

  /// What the packs of an owner would have if it exposed all of their metrics.
  func leftOut(of owner: Owner) -> [PackFit.LeftOut] {
    owner.packs.flatMap { name -> [PackFit.LeftOut] in
      (owner.fits[name]?.leftOut ?? []).filter { thing in
        guard thing.kind == .alert, let alert = packs[name]?.alerts[thing.name] else { return true }
        // Without a declared capacity there is no use of it to speak of.
        let isAsked = alert.isEnabled && (alert.parameters["capacity"] == nil || owner.capacity != nil)
        return isAsked && meets(alert.needs, for: owner)
      }
    }
  }
}

extension Stack {
  /// What the packs of an owner would have if it exposed all of their metrics.
  package func leftOut(of owner: Owner) -> [PackFit.LeftOut] { resolved.leftOut(of: owner) }
}
