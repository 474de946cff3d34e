import Documents
import Formats

/// Which services of a file name what.
struct ReferencedNames {
  let file: ComposeFact
  /// The names as they come, and who uses each of them.
  private var names: [ComposeSection: [String]] = [:]
  private var users: [ComposeSection: [String: [(service: ComposeServiceFact, key: String)]]] = [:]

  init(_ file: ComposeFact) {
    self.file = file
    for service in file.services {
      for reference in service.references where file.names(reference.section).contains(reference.name) {
        let (section, name) = (reference.section, reference.name)
        if users[section]?[name] == nil { names[section, default: []].append(name) }
        users[section, default: [:]][name, default: []].append((service, reference.key))
      }
    }
  }

  /// The first service that names something which another file takes away.
  ///
  /// - Parameter name: of that; nil where the other file takes away the whole section.
  func left(in section: ComposeSection, _ name: String?, without other: ComposeFact, _ project: ComposeProject) -> (
    name: String, ComposeServiceFact
  )? {
    for name in name.map({ [$0] }) ?? names[section] ?? [] where other.removes(section, name) {
      let left = users[section]?[name]?.first { !project.isReplaced($0.key, of: $0.service.name, by: other) }
      if let left { return (name, left.service) }
    }
    return nil
  }
}

/// A name that no file defines, where a service has it first.
private struct MissingName {
  let reference: ComposeReference
  let isRemoved: Bool
  var others: [Range<Int>] = []
}

/// What `compose/undefined-reference` reports.
extension Reporter {
  /// What services of a file name and no file defines.
  ///
  /// - Parameter elsewhere: the names that any Compose file of the run defines.
  mutating func reportUndefined(
    in file: ComposeFact, of project: ComposeProject, elsewhere: [ComposeSection: Set<String>]
  ) {
    guard project.isWhole(file), !file.isStartedAbove else { return }
    // With which files it is merged, only those know who name them, perhaps of other folders.
    let isLaidOver = !file.isDefault && !file.isOverride && file.services.contains(where: \.isPartial)
    var suggestions: [ComposeSection: NearestNames] = [:]
    var missing: [MissingName] = []
    var places: [String: Int] = [:]
    for reference in file.services.flatMap(\.references) {
      let isRemoved = file.removes(reference.section, reference.name)
      guard isRemoved || !project.names(reference.section).contains(reference.name) else { continue }
      let key = "\(reference.section) \(reference.name)"
      // One name is one cause, however many services have it.
      if !isRemoved, let index = places[key] {
        missing[index].others.append(reference.range)
      } else {
        places[key] = missing.count
        missing.append(MissingName(reference: reference, isRemoved: isRemoved))
      }
    }
    for name in missing {
      let (reference, isRemoved) = (name.reference, name.isRemoved)
      let known = project.names(reference.section)
      let near =
        known.contains(reference.name)
        ? Spelling.nearest(to: reference.name, among: known.filter { $0 != reference.name })
        : suggestions[reference.section, default: NearestNames(among: known)].nearest(to: reference.name)
      report(
        isRemoved
          ? "the \(reference.section.noun) `\(reference.name)` is taken away by this file"
          : "the \(reference.section.noun) `\(reference.name)` is defined nowhere "
            + (project.isAlone ? "in this file" : "in the Compose files here"),
        at: reference.range, in: file.source,
        help: near.map { "did you mean `\($0)`?" } ?? "define it under `\(reference.section.rawValue):`",
        notes: notes(alsoAt: name.others, in: file.source),
        as: near == nil && !isRemoved && (isLaidOver || elsewhere[reference.section]?.contains(reference.name) == true)
          ? .info : nil)
    }
  }

  /// What a file takes away from the one that it is laid over, though a service there names it still.
  mutating func reportRemoved(by file: ComposeFact, from base: ReferencedNames, of project: ComposeProject) {
    for removal in file.removals {
      guard let section = removal.path.first.flatMap(ComposeSection.init), removal.path.count <= 2,
        let (name, left) = base.left(in: section, removal.path.dropFirst().first, without: file, project)
      else { continue }
      report(
        "the \(section.noun) `\(name)` is removed, but `\(left.name)` names it still, so Compose refuses both files",
        at: removal.range, in: file.source, help: "change what `\(left.name)` names, or keep `\(name)`",
        notes: [note("the service", at: left.range, in: base.file.source)])
    }
  }

  /// What services extend and nobody defines.
  mutating func reportUndefinedBases(in file: ComposeFact, _ links: ComposeLinks) {
    guard file.services.contains(where: { $0.extended != nil }) else { return }
    let own = links.services(of: file)
    for service in file.services {
      guard let extended = service.extended, !Interpolation.isNeeded(extended.service.text),
        let home = extended.file.map(links.file) ?? file,
        let known = extended.file == nil ? own : home.names(.services), !known.contains(extended.service.text)
      else { continue }
      report(extended.service, of: service, in: file, isMissingIn: extended.file == nil ? nil : home, known)
    }
  }

  private mutating func report(
    _ base: WordFact, of service: ComposeServiceFact, in file: ComposeFact, isMissingIn other: ComposeFact?,
    _ known: Set<String>
  ) {
    let near = Spelling.nearest(to: base.text, among: known.filter { $0 != service.name })
    let place = other.map { "`\($0.source.name)`" } ?? "this file"
    report(
      "the service `\(base.text)` is not defined in \(place), and `extends` looks nowhere else", at: base.range,
      in: file.source,
      help: near.map { "did you mean `\($0)`?" }
        ?? (other == nil ? "name the file that defines it: `extends: { file: …, service: … }`" : nil))
  }
}

extension ComposeFact {
  /// Whether something by this name is gone once this file is laid over others: `!reset` stands before it, or either tag before the section.
  fileprivate func removes(_ section: ComposeSection, _ name: String) -> Bool {
    if names(section).contains(name) || (section == .networks && name == "default") { return false }
    return removedPaths.contains([section.rawValue])
      || removedPaths.contains([section.rawValue, name])
  }
}
