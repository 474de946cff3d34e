import Documents

extension Resolver {
  /// Reads each pack that something refers to; unknown ones are reported where they are named.
  mutating func loadPacks(_ components: OrderedMap<Component>) {
    let references = packReferences(components)
    let names = references.map(\.name).uniqued()
    let files = files
    for (name, (pack, problems)) in zip(names, names.parallelMap { files.read($0) }) {
      packs[name] = pack.map { fitted($0) }
      findings += problems
      if pack == nil || problems.hasErrors { unreadPacks.insert(name) }
    }
    for reference in references { check(reference) }
  }

  /// The pack for the version that the spec names, with a finding for each kind of thing that is left out of it.
  private mutating func fitted(_ pack: Pack) -> Pack {
    guard let version = spec.versions[pack.name], pack.version != nil else { return pack }
    let fit = PackFit(pack, version)
    for (kind, things) in Dictionary(grouping: fit.leftOut, by: \.kind).sorted(by: { $0.key.rawValue < $1.key.rawValue }
    ) {
      let names = things.prefix(3).map { "`\($0.name)` (\($0.lack.text))" }.joined(separator: ", ")
      let more = things.count > 3 ? " and \(things.count - 3) more" : ""
      let noun = things.count == 1 ? "this \(kind.rawValue) is" : "\(things.count) \(kind.rawValue)s are"
      report(
        .version, "`\(pack.name)` \(version): \(noun) left out: \(names)\(more)", at: ["versions", .key(pack.name)])
    }
    return fit.pack
  }

  /// A place that names a pack, and the kinds of pack that belong there.
  private struct PackReference {
    var name: String
    var kinds: [Pack.Kind]
    var path: Path
  }

  private func packReferences(_ components: OrderedMap<Component>) -> [PackReference] {
    var references: [PackReference] = []
    for (name, service) in spec.services {
      for (index, pack) in service.packs.enumerated() {
        references.append(.init(name: pack, kinds: [.signals], path: ["services", .key(name), "packs", .index(index)]))
      }
    }
    for (name, component) in components {
      let isUnread = component.pack == nil && reading.node(at: ["components", .key(name), "pack"]) != nil
      guard !isUnread else { continue }
      let path: Path = component.pack == nil ? ["components", .name(name)] : ["components", .key(name), "pack"]
      references.append(.init(name: component.pack ?? name, kinds: [.exporter, .stack], path: path))
    }
    return references + files.applied.map { .init(name: $0, kinds: Pack.Kind.allCases, path: []) }
  }

  private mutating func check(_ reference: PackReference) {
    let name = reference.name
    if let pack = packs[name] {
      guard !reference.kinds.contains(pack.kind), !unreadPacks.contains(name) else { return }
      let place = reference.kinds.contains(.signals) ? "a service's `packs`" : "`components`"
      report(
        .packKind, "the pack `\(name)` is of kind \(pack.kind.rawValue) and does not belong under \(place)",
        at: reference.path)
    } else if files.files["\(name)/pack.yml"] == nil {
      // Taken out, so that it is not copied.
      var known = fitting.removeValue(forKey: reference.kinds) ?? NearestNames(among: packNames(of: reference.kinds))
      report(.unknownPack, "there is no pack `\(name)`", help: known.help(for: name), at: reference.path)
      fitting[reference.kinds] = known
    }
  }

  private func packNames(of kinds: [Pack.Kind]) -> [String] {
    let applied = Set(files.applied)
    return files.packNames.filter { name in
      !applied.contains(name) && files.read(name).pack.map { kinds.contains($0.kind) } ?? false
    }
  }
}

extension Sequence<Pack> {
  /// Names of those that are applied to something without being asked for.
  func applied(to what: Pack.Applicability) -> [String] { filter { $0.appliesTo == what }.map(\.name).sorted() }
}
