import Documents
import Formats

/// Collects the services of Compose files, those that they include, and what services take over from others.
struct ComposeReader {
  struct Found {
    var key: Node
    var value: Node
    var source: SourceFile
    /// Of the project that the file is part of.
    var variables: [String: String]
  }

  let files: ImportFiles
  private(set) var services: OrderedMap<Found> = [:]
  private(set) var networks: [String: Node] = [:]
  private(set) var name: String?
  private(set) var leftovers: [Leftover] = []
  /// Files that are included already: including one again changes nothing.
  private var added: Set<String> = []
  /// The services of files that others are extended from, by path.
  private var extendedFiles: [String: (services: [String: Node], source: SourceFile)] = [:]
  /// Services with what they take over, by file and name.
  private var whole: [String: Node] = [:]

  init(files: ImportFiles) { self.files = files }

  /// What `.env` beside a file sets; what is set already counts more.
  func variables(beside path: String, over outer: [String: String] = [:]) -> [String: String] {
    let own = files.read(ImportFiles.path(".env", from: path)).map { EnvironmentFile.read($0, known: outer) } ?? [:]
    return own.merging(outer) { _, outer in outer }
  }

  /// Adds a file; what is there already is merged with it.
  mutating func add(_ path: String, _ variables: [String: String]) throws(ImportError) {
    let (given, source) = try files.root(path)
    let file = ComposeFile(given, in: source), root = file.node
    guard root["services"] != nil || root["include"] != nil else {
      throw ImportError(
        message: "\(path) is no Compose file: neither `services:` nor `include:` is at its top",
        help: "name one, such as compose.yml")
    }
    added.insert(path)
    for removal in file.removals { remove(removal.path) }
    noteUnset(root, source, variables)
    for item in root["include"]?.sequence ?? [] { try include(item.filled(with: variables), source, variables) }
    if let text = root["name"]?.text { name = Interpolation.filled(text, with: variables) }
    for entry in root["services"]?.mapping ?? [] {
      guard let key = entry.key.text, entry.value.mapping != nil else { continue }
      let value = entry.value.filled(with: variables)
      let whole = extended(value, source, variables, named: "\(path) \(key)")
      services[key] = Found(
        key: services[key]?.key ?? entry.key, value: services[key]?.value.composed(with: whole) ?? whole,
        source: services[key]?.source ?? source, variables: variables)
    }
    for entry in root["networks"]?.mapping ?? [] {
      if let key = entry.key.text { networks[key] = entry.value.filled(with: variables) }
    }
  }

  /// Takes out what `!reset` and `!override` of a later file take out of those before.
  private mutating func remove(_ path: [String]) {
    guard path.count > 1 else { return }
    switch path[0] {
    case "services":
      if path.count == 2 { services[path[1]] = nil }
      if let found = services[path[1]] { services[path[1]]?.value = found.value.removing(path.dropFirst(2)) }
    case "networks": networks[path[1]] = nil
    default: return
    }
  }

  /// Says which variables Compose takes for empty, or refuses to start without.
  private mutating func noteUnset(_ root: Node, _ source: SourceFile, _ variables: [String: String]) {
    var names: [String] = [], first: Range<Int>?
    for key in ["services", "networks", "include"] {
      root[key]?.eachText { text, range in
        for name in Interpolation.unset(in: text, with: variables) where !names.contains(name) {
          names.append(name)
          first = first ?? range
        }
      }
    }
    guard let first else { return }
    let folder = ImportFiles.path(".env", from: source.name)
    let lack = files.read(folder) == nil ? "there is no \(folder)" : "\(folder) sets none"
    leftovers.append(
      Leftover(
        .changed,
        "\(Remark.list(names, most: 3)) \(names.count == 1 ? "has" : "have") no value, as \(lack): Compose takes that for empty, and what depends on it is a guess",
        at: Place(first, in: source)))
  }

  /// Another project whose services are part of this one.
  /// <https://docs.docker.com/reference/compose-file/include/>
  private mutating func include(_ item: Node, _ source: SourceFile, _ variables: [String: String]) throws(ImportError) {
    let value = item["path"] ?? item
    for path in value.texts.map({ ImportFiles.path($0, from: source.name) }) where !added.contains(path) {
      guard files.read(path) != nil else {
        leftovers.append(
          Leftover(.leftOut, "`include` of \(path), which cannot be read", at: Place(item.range, in: source)))
        continue
      }
      let outer = name
      try add(path, self.variables(beside: path, over: variables))
      name = outer
    }
  }

  /// The service with what it takes over laid under it.
  /// <https://docs.docker.com/reference/compose-file/services/#extends>
  private mutating func extended(
    _ value: Node, _ source: SourceFile, _ variables: [String: String], named name: String
  ) -> Node {
    // From the service down to the one that extends nothing, or is known.
    var chain = [(name: name, value: value)], seen: Set<String> = [name]
    var (source, base) = (source, Node?.none)
    while base == nil, let extends = chain[chain.count - 1].value["extends"],
      let target = extends.text ?? extends["service"]?.text
    {
      let path = extends["file"]?.text.map { ImportFiles.path($0, from: source.name) } ?? source.name
      let next = "\(path) \(target)"
      if let known = whole[next], !seen.contains(next) {
        base = known
      } else if seen.insert(next).inserted, let other = try? file(path), let service = other.services[target] {
        source = other.source
        chain.append((next, service.filled(with: variables)))
      } else {
        leftovers.append(
          Leftover(
            .leftOut, "what it `extends`: there is no service `\(target)` to be read in \(path)",
            at: Place(extends.range, in: source)))
        break
      }
    }
    for link in chain.reversed() {
      base = base?.composed(with: link.value) ?? link.value
      whole[link.name] = base
    }
    return base ?? value
  }

  private mutating func file(_ path: String) throws(ImportError) -> (services: [String: Node], source: SourceFile) {
    if let known = extendedFiles[path] { return known }
    let (given, source) = try files.root(path)
    let root = ComposeFile(given, in: source).node
    let entries = root["services"]?.mapping ?? []
    let services = Dictionary(entries.map { ($0.key.text ?? "", $0.value) }) { first, _ in first }
    extendedFiles[path] = (services, source)
    return (services, source)
  }

  func members() -> [ComposeProject.Member] {
    services.compactMap { _, found -> ComposeProject.Member? in
      guard let name = Text(found.key) else { return nil }
      let service = ComposeService(name, found.value)
      var environment: [String: String?] = [:]
      for path in environmentFiles(found.value).map({ ImportFiles.path($0, from: found.source.name) }) {
        let variables = files.read(path).map { EnvironmentFile.read($0, known: found.variables) }
        for (name, value) in variables ?? [:] { environment[name] = value }
      }
      for (name, value, _) in service.environment { environment[name] = .some(value ?? found.variables[name]) }
      return ComposeProject.Member(service: service, source: found.source, environment: environment)
    }
  }

  private func environmentFiles(_ service: Node) -> [String] {
    guard let value = service["env_file"] else { return [] }
    return value.text.map { [$0] } ?? (value.sequence ?? []).compactMap { $0.text ?? $0["path"]?.text }
  }
}

extension Node {
  /// One text, or a list of them.
  var texts: [String] { text.map { [$0] } ?? (sequence ?? []).compactMap(\.text) }

  /// Every text below, with its place.
  func eachText(_ body: (String, Range<Int>) -> Void) {
    switch content {
    case .scalar(let scalar): body(scalar.text, range)
    case .sequence(let items): for item in items { item.eachText(body) }
    case .mapping(let entries): for entry in entries { entry.value.eachText(body) }
    }
  }

  /// Without the value at a path of keys.
  func removing(_ path: ArraySlice<String>) -> Node {
    guard let key = path.first, case .mapping(let entries) = content else { return self }
    let kept = entries.compactMap { entry -> Entry? in
      guard entry.key.text == key else { return entry }
      return path.count == 1 ? nil : Entry(key: entry.key, value: entry.value.removing(path.dropFirst()))
    }
    return Node(.mapping(kept), range: range, size: size)
  }

  /// With the variables of every scalar filled in.
  func filled(with variables: [String: String]) -> Node {
    switch content {
    case .scalar(var scalar):
      guard Interpolation.isNeeded(scalar.text) else { return self }
      scalar.text = Interpolation.filled(scalar.text, with: variables)
      return Node(.scalar(scalar), range: range, size: size)
    case .sequence(let items):
      return Node(.sequence(items.map { $0.filled(with: variables) }), range: range, size: size)
    case .mapping(let entries):
      return Node(
        .mapping(entries.map { .init(key: $0.key, value: $0.value.filled(with: variables)) }), range: range, size: size)
    }
  }

  /// Keys whose lists are put together when two definitions of a service meet; other lists replace each other.
  private static let joined: Set<String> = ["ports", "expose", "volumes", "profiles", "env_file", "dns", "cap_add"]
  /// Keys that may be written as lists of `A=b`.
  private static let paired: Set<String> = ["environment", "labels"]

  /// This definition of a service with another laid over it.
  /// <https://docs.docker.com/reference/compose-file/merge/>
  func composed(with overlay: Node) -> Node {
    guard case .mapping(var entries) = content, case .mapping(let others) = overlay.content else { return overlay }
    for other in others {
      guard let key = other.key.text, let index = entries.firstIndex(where: { $0.key.text == key }) else {
        entries.append(other)
        continue
      }
      let own = entries[index].value
      switch (own.sequence, other.value.sequence) {
      case (let a?, let b?) where Self.joined.contains(key):
        entries[index].value = Node(.sequence(a + b), range: other.value.range, size: own.size + other.value.size)
      case _ where Self.paired.contains(key):
        entries[index].value = own.asPairs.composed(with: other.value.asPairs)
      default: entries[index].value = own.composed(with: other.value)
      }
    }
    return Node(.mapping(entries), range: range, size: size + overlay.size)
  }

  /// A list of `A=b` as a mapping.
  private var asPairs: Node {
    guard let items = sequence else { return self }
    let entries = items.compactMap { item -> Entry? in
      guard let parts = item.text?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false) else {
        return nil
      }
      func scalar(_ text: Substring, _ style: Scalar.Style) -> Node {
        Node(.scalar(Scalar(text: String(text), style: style)), range: item.range)
      }
      return Entry(
        key: scalar(parts[0], .plain), value: parts.count > 1 ? scalar(parts[1], .doubleQuoted) : scalar("", .plain))
    }
    return Node(.mapping(entries), range: range, size: size)
  }
}
