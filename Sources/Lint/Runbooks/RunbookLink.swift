import Documents

/// An alert's link to its runbook, its templates filled in as far as the alert's own labels tell.
struct RunbookLink: Sendable {
  /// Parts of the path from its root or the host on; `*` stands in a part for what is not known.
  let parts: [Substring]
  /// Scheme and host of an address.
  let host: String?
  let fragment: String?

  /// - Returns: nil for what is no link.
  init?(_ value: String, of alert: AlertFact) {
    guard let text = Self.filled(value.trimmed(), alert), !text.isEmpty, !text.contains(" ") else { return nil }
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") {
      let path = rest[scheme.upperBound...].firstIndex(of: "/") ?? rest.endIndex
      host = String(rest[..<path])
      rest = rest[path...]
    } else {
      host = nil
      guard !rest.contains(":") else { return nil }
    }
    fragment = rest.firstIndex(of: "#").map { String(rest[rest.index(after: $0)...]) }
    rest = rest.prefix { $0 != "#" && $0 != "?" }
    // A path that means nothing by itself is a word.
    guard host != nil || rest.contains("/") || rest.hasSuffix(".md") else { return nil }
    parts = rest.split(separator: "/").filter { $0 != "." && $0 != ".." }
  }

  var path: String { parts.joined(separator: "/") }

  /// `{{ $labels.x }}` becomes the label's value, any other action something unknown.
  private static func filled(_ text: String, _ alert: AlertFact) -> String? {
    guard text.includes("{{") else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return nil }
      let action = rest[open.upperBound..<close.lowerBound].filter { $0 != " " && $0 != "-" }
      result += value(of: action, alert) ?? "*"
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  private static func value(of action: String, _ alert: AlertFact) -> String? {
    for prefix in ["$labels.", ".Labels."] where action.hasPrefix(prefix) {
      let name = String(action.dropFirst(prefix.count))
      if name == "alertname" { return alert.name }
      let value = alert.labels.first { $0.name == name }?.value
      return value.flatMap { $0.includes("{{") ? nil : $0 }
    }
    return nil
  }

  /// Whether the path of a file ends as this one does, in as many parts.
  func matches(_ path: String, tail count: Int) -> Bool {
    let names = path.split(separator: "/")
    guard count > 0, parts.count >= count, names.count >= count else { return false }
    return zip(parts.suffix(count), names.suffix(count)).allSatisfy { part, name in
      part.utf8.contains(UInt8(ascii: "*")) ? PathPattern("/" + part).matches(String(name)) : part == name
    }
  }
}

/// The Markdown files of a run, for alerts to link to.
struct RunbookShelf {
  enum Target {
    /// Somewhere that cannot be looked at.
    case elsewhere
    case files([MarkdownFact])
    /// Belongs here, and is not here.
    case missing
  }

  let files: [MarkdownFact]
  private let bases: [String]
  private let exists: (@Sendable (String) -> Bool)?
  /// Addresses of folders that links lead to whose files are here.
  private let knownFolders: Set<String>

  init(_ facts: ProjectFacts, _ reporter: Reporter) {
    files = facts.markdown
    exists = reporter.knowledge.exists
    let spec = reporter.knowledge.stack?.spec.urls.runbooks?.base
    bases = (reporter.settings.strings("base_urls") + [spec].compactMap { $0 }).map {
      $0.hasSuffix("/") ? String($0.dropLast()) : $0
    }
    var folders: Set<String> = []
    for (link, _, _) in facts.runbookLinks where link.host != nil && !Self.found(link, in: facts.markdown).isEmpty {
      folders.insert(Self.folder(of: link))
    }
    knownFolders = folders
  }

  func target(of link: RunbookLink, from alert: AlertFact) -> Target {
    let found = Self.found(link, in: files)
    if !found.isEmpty { return .files(found) }
    guard link.host == nil || isOurs(link) else { return .elsewhere }
    if let exists {
      // Relative to the rule file, or to any folder above it.
      var folder = Paths.folder(of: alert.source.name)
      while true {
        if exists(Paths.normalized(folder.isEmpty ? link.path : "\(folder)/\(link.path)")) { return .elsewhere }
        if folder.isEmpty { break }
        folder = Paths.folder(of: String(folder))
      }
      if link.parts.contains(where: { $0.utf8.contains(UInt8(ascii: "*")) }) { return .elsewhere }
      return .missing
    }
    return files.isEmpty ? .elsewhere : .missing
  }

  private func isOurs(_ link: RunbookLink) -> Bool {
    let address = "\(link.host ?? "")/\(link.path)"
    return bases.contains { address.hasPrefix($0 + "/") } || knownFolders.contains(Self.folder(of: link))
  }

  private static func folder(of link: RunbookLink) -> String {
    "\(link.host ?? "")/\(link.parts.dropLast().joined(separator: "/"))"
  }

  /// A relative path in whole; of an address the file and its folder, as the way to the repository comes before them.
  private static func found(_ link: RunbookLink, in files: [MarkdownFact]) -> [MarkdownFact] {
    let count = link.host == nil ? link.parts.count : min(2, link.parts.count)
    return files.filter { file in
      link.matches(file.path, tail: count)
        // A repository whose root the run is has nothing above the file.
        || link.host != nil && link.parts.count >= 2 && file.path == link.parts.last.map(String.init)
    }
  }
}

extension ProjectFacts {
  private static let annotations: Set<String> = ["runbook_url", "runbook", "runbookURL", "runbook_link"]

  /// Every link of an alert to a runbook: several rules ask, and templates take time to fill in.
  func findRunbookLinks() -> [(link: RunbookLink, annotation: AnnotationFact, alert: AlertFact)] {
    alerts.flatMap { alert in
      alert.annotations.compactMap { annotation in
        guard Self.annotations.contains(annotation.name), let link = RunbookLink(annotation.value, of: alert) else {
          return nil
        }
        return (link, annotation, alert)
      }
    }
  }
}

extension AnnotationFact {
  /// Where a part of the value stands, if it is written there as it reads.
  func place(of part: String, in source: SourceFile) -> Range<Int> {
    let text = source.text(range)
    guard let found = text.firstRange(of: part) else { return range }
    let start = range.lowerBound + text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    return start..<start + part.utf8.count
  }
}
