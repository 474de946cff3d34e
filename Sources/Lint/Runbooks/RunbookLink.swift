import Documents
import Formats

/// An alert's link to its runbook, its templates filled in as far as the alert's own labels tell.
struct RunbookLink: Sendable {
  private let text: String
  /// From the root or the host on up to a query or a fragment, as UTF-8 offsets. Alerts are many: its parts are found when somebody asks.
  private let pathRange: Range<Int>

  /// - Returns: nil for what is no link.
  init?(_ value: String, of alert: AlertFact) {
    guard var text = Self.filled(value.trimmed(), alert), !text.isEmpty, !text.includes(" "),
      let path = text.withUTF8(Self.path)
    else { return nil }
    self.text = text
    pathRange = path
  }

  private static func path(in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let slash = UInt8(ascii: "/")
    var start = 0
    if let scheme = text.offset(of: "://") {
      start = text.offset(of: slash, from: scheme + 3) ?? text.count
    } else if text.offset(of: UInt8(ascii: ":")) != nil {
      return nil
    } else if let end = hostEnd(of: text) {
      start = end
    }
    let ends = [UInt8(ascii: "#"), UInt8(ascii: "?")].compactMap { text.offset(of: $0, from: start) }
    let path = text[start..<(ends.min() ?? text.count)]
    // A path that means nothing by itself is a word.
    guard start > 0 || path.contains(slash) || path.suffix(3).elementsEqual(".md".utf8) else { return nil }
    return path.startIndex..<path.endIndex
  }

  /// Where the host ends of an address without its scheme: `wiki.example.com/runbooks/disk`.
  private static func hostEnd(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let end = text.offset(of: UInt8(ascii: "/")) else { return nil }
    let first = text[..<end], dot = UInt8(ascii: ".")
    guard let last = first.lastIndex(of: dot), first.first != dot, last + 2 < end else { return nil }
    // The last part of a host's name has letters alone; `v1.2/` is a folder.
    return first[(last + 1)...].allSatisfy(\.isLetter) ? end : nil
  }

  private func part(_ range: Range<Int>) -> Substring {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    return text[start..<text.utf8.index(start, offsetBy: range.count)]
  }

  /// Scheme and host of an address.
  var host: String? { pathRange.lowerBound == 0 ? nil : String(part(0..<pathRange.lowerBound)) }

  /// Parts of the path; `*` stands in a part for what is not known.
  var parts: [Substring] {
    part(pathRange).utf8.split(separator: UInt8(ascii: "/")).map(Substring.init).filter { $0 != "." && $0 != ".." }
  }

  var fragment: String? {
    let rest = part(pathRange.lowerBound..<text.utf8.count).utf8
    return rest.firstIndex(of: UInt8(ascii: "#")).map { String(Substring(rest[rest.index(after: $0)...])) }
  }

  var path: String { parts.joined(separator: "/") }

  /// `{{ $labels.x }}` becomes the label's value, any other action something unknown.
  private static func filled(_ text: String, _ alert: AlertFact) -> String? {
    guard text.includes("{{") else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstPlace(of: "{{") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstPlace(of: "}}") else { return nil }
      let action = String(
        decoding: rest[open.upperBound..<close.lowerBound].utf8.filter {
          $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-")
        },
        as: UTF8.self)
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
  func matches(_ names: [Substring], tail count: Int) -> Bool {
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
  /// The names in each file's path, by the last of them.
  private let shelves: [Substring: [(names: [Substring], file: MarkdownFact)]]
  private let bases: [String]
  private let exists: (@Sendable (String) -> Bool)?
  /// Addresses of folders that links lead to whose files are here.
  private var knownFolders: Set<String>

  init(_ facts: ProjectFacts, _ reporter: Reporter) {
    files = facts.markdown
    let names = facts.markdown.map { (names: $0.path.split(separator: "/"), file: $0) }
    shelves = Dictionary(grouping: names) { $0.names.last ?? "" }
    let exists = reporter.knowledge.exists
    self.exists = exists
    let folders = Set(names.flatMap { $0.names.dropLast() })
    let address = reporter.knowledge.stack?.pages.runbooks?.base
    let spec = address.flatMap { Self.isOfRepository($0, folders, facts, exists) ? $0 : nil }
    bases = (reporter.settings.strings("base_urls") + [spec].compactMap { $0 }).map {
      $0.hasSuffix("/") ? String($0.dropLast()) : $0
    }
    knownFolders = []
    var known: Set<String> = []
    for reference in facts.runbooks where reference.link.host != nil {
      if !found(reference.link).isEmpty { known.insert(Self.folder(of: reference.link)) }
    }
    knownFolders = known
  }

  /// Whether an address of the spec leads to a folder of the repository, which its last part then names; it may be that of a wiki.
  private static func isOfRepository(
    _ base: String, _ folders: Set<Substring>, _ facts: ProjectFacts, _ exists: (@Sendable (String) -> Bool)?
  ) -> Bool {
    guard let name = base.split(separator: "/").last else { return false }
    if folders.contains(name) { return true }
    guard let exists, var folder = facts.runbooks.first.map({ ProjectPath.folder($0.alert.source.name) }) else {
      return false
    }
    while true {
      if exists(ProjectPath.normalized(folder.isEmpty ? String(name) : "\(folder)/\(name)")) { return true }
      if folder.isEmpty { return false }
      folder = ProjectPath.folder(folder)
    }
  }

  func target(of link: RunbookLink, from alert: AlertFact) -> Target {
    let found = found(link)
    if !found.isEmpty { return .files(found) }
    guard link.host == nil || isOurs(link) else { return .elsewhere }
    if let exists {
      // Relative to the rule file, or to any folder above it.
      var folder = ProjectPath.folder(alert.source.name)
      while true {
        if exists(ProjectPath.normalized(folder.isEmpty ? link.path : "\(folder)/\(link.path)")) { return .elsewhere }
        if folder.isEmpty { break }
        folder = ProjectPath.folder(folder)
      }
      if link.parts.contains(where: { $0.utf8.contains(UInt8(ascii: "*")) }) { return .elsewhere }
      return .missing
    }
    return files.isEmpty ? .elsewhere : .missing
  }

  private func isOurs(_ link: RunbookLink) -> Bool {
    if bases.isEmpty && knownFolders.isEmpty { return false }
    let address = "\(link.host ?? "")/\(link.path)"
    return bases.contains { address.hasPrefix($0 + "/") } || knownFolders.contains(Self.folder(of: link))
  }

  private static func folder(of link: RunbookLink) -> String {
    "\(link.host ?? "")/\(link.parts.dropLast().joined(separator: "/"))"
  }

  /// A relative path in whole; of an address the file and its folder, as the way to the repository comes before them.
  private func found(_ link: RunbookLink) -> [MarkdownFact] {
    guard !files.isEmpty, let last = link.parts.last else { return [] }
    let count = link.host == nil ? link.parts.count : min(2, link.parts.count)
    let candidates =
      last.utf8.contains(UInt8(ascii: "*")) ? shelves.values.flatMap { $0 } : shelves[last] ?? []
    return candidates.filter { names, file in
      link.matches(names, tail: count)
        // A repository whose root the run is has nothing above the file.
        || link.host != nil && link.parts.count >= 2 && file.path == last
    }.map(\.file)
  }
}

/// An annotation of an alert that leads to a runbook.
package struct RunbookReference: Sendable {
  let link: RunbookLink
  /// The annotation's value as written, and its place.
  let value: String
  let range: Range<Int>
  let alert: AlertFact

  private static let annotations: Set<String> = ["runbook_url", "runbook", "runbookURL", "runbook_link"]

  /// - Returns: nil for an annotation that is about something else, or holds no link.
  init?(_ annotation: TextPair, of alert: AlertFact) {
    guard Self.annotations.contains(annotation.key.value), let link = RunbookLink(annotation.value.value, of: alert)
    else { return nil }
    self.link = link
    value = annotation.value.value
    range = annotation.value.range
    self.alert = alert
  }

  /// Where a part of the value stands, if it is written there as it reads.
  func place(of part: String) -> Range<Int> {
    let text = alert.source.text(range)
    guard let found = text.firstRange(of: part) else { return range }
    let start = range.lowerBound + text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    return start..<start + part.utf8.count
  }
}
