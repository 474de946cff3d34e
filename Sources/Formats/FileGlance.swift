/// What a glance at a file's bytes shows, before anything is parsed: most YAML and JSON in a repository is none of ours, and
/// some of it is large.
package struct FileGlance {
  /// The keys at the top of its first mappings; in a file that begins with a brace, keys at any depth.
  private var keys: Set<String> = []
  private let mentionsOperator: Bool

  /// The keys of which every file that pharos knows has one at its top; `FileKind` looks closer.
  private static let telling: Set<String> = [
    "groups", "tests", "scrape_configs", "global", "remote_write", "rule_files", "receivers", "route", "project",
    "services", "datasources", "providers", "panels", "rows", "schemaVersion", "dashboard", "elements", "summary",
    "lint", "modules",
  ]

  /// What a file is that cannot be parsed, by keys that hardly stand together in anything else.
  private static let broken: [(keys: [String], kind: FileKind)] = [
    (["scrape_configs"], .prometheus), (["route", "receivers"], .alertmanager), (["project", "services"], .spec),
    (["tests", "rule_files"], .ruleTests), (["panels", "schemaVersion"], .dashboard),
    (["panels", "title"], .dashboard),
    (["apiVersion", "datasources"], .grafanaProvisioning), (["apiVersion", "providers"], .grafanaProvisioning),
    (["lint"], .settings),
  ]

  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = Self.contentStart(bytes)
    if start < bytes.count, bytes[start] == UInt8(ascii: "{") {
      keys = Self.keysAnywhere(bytes)
    } else {
      keys = Self.keysOfLines(bytes)
    }
    mentionsOperator =
      keys.contains("apiVersion")
      && (bytes.offset(of: "monitoring.coreos.com/") != nil || bytes.offset(of: "dashboard.grafana.app/") != nil
        || bytes.offset(of: "grafana_dashboard") != nil)
    if keys.contains("groups"), bytes.offset(of: "expr") != nil { keys.insert("groups/expr") }
    if keys.contains("services"), bytes.offset(of: "image:") != nil { keys.insert("services/image") }
  }

  /// Whether it is worth parsing.
  package var isPromising: Bool { mentionsOperator || !keys.isDisjoint(with: Self.telling) }

  /// What a file that cannot be parsed was meant to be; nil where that does not show.
  package var likelyKind: FileKind? {
    if mentionsOperator { return .kubernetes }
    if keys.contains("groups/expr") { return .rules }
    if keys.contains("services/image"), !keys.contains("project") { return .compose }
    return Self.broken.first { keys.isSuperset(of: $0.keys) }?.kind
  }

  /// Whether it is a template of Helm or Jinja, which is YAML only once it has been rendered: a line begins with an action, or a
  /// value is one of the release's.
  package static func isTemplate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      var first = index
      while first < bytes.count, bytes[first] == UInt8(ascii: " ") { first += 1 }
      if first + 1 < bytes.count, bytes[first] == UInt8(ascii: "{") {
        if bytes[first + 1] == UInt8(ascii: "{") || bytes[first + 1] == UInt8(ascii: "%") { return true }
      }
      index = Self.nextLine(bytes, index)
    }
    return [".Values.", ".Release.", ".Chart."].contains { bytes.offset(of: $0) != nil }
  }
}

extension FileGlance {
  /// The first byte that is no blank, byte order mark, comment or document start.
  fileprivate static func contentStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var index = begins(bytes, at: 0, "\u{FEFF}") ? 3 : 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "#"): index = nextLine(bytes, index)
      case UInt8(ascii: "-") where begins(bytes, at: index, "---"): index = nextLine(bytes, index)
      default: return index
      }
    }
    // A comment that the file ends in has no line after it.
    return bytes.count
  }

  /// Keys that stand as far left as the first one does.
  private static func keysOfLines(_ bytes: UnsafeBufferPointer<UInt8>) -> Set<String> {
    var keys: Set<String> = []
    let first = contentStart(bytes)
    var lineStart = first
    while lineStart > 0, bytes[lineStart - 1] == UInt8(ascii: " ") { lineStart -= 1 }
    let indentation = first - lineStart
    var index = lineStart
    while index < bytes.count {
      let start = index + indentation
      if start < bytes.count, isWord(bytes[start]) || isQuote(bytes[start]) {
        if let key = key(bytes, at: start) { keys.insert(key) }
      }
      index = nextLine(bytes, index)
    }
    return keys
  }

  private static func keysAnywhere(_ bytes: UnsafeBufferPointer<UInt8>) -> Set<String> {
    var keys: Set<String> = []
    var index = 0
    while index < bytes.count {
      guard isQuote(bytes[index]) || (isWord(bytes[index]) && (index == 0 || !isWord(bytes[index - 1]))) else {
        index += 1
        continue
      }
      if let key = key(bytes, at: index), telling.contains(key) || key == "apiVersion" || key == "title" {
        keys.insert(key)
      }
      index += 1
    }
    return keys
  }

  /// A short word, in quotes or not, with a colon behind it.
  private static func key(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> String? {
    var index = isQuote(bytes[start]) ? start + 1 : start
    let first = index
    while index < bytes.count, index - first < 20, isWord(bytes[index]) { index += 1 }
    let end = index
    guard end > first else { return nil }
    if index < bytes.count, isQuote(bytes[index]) { index += 1 }
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
    return String(decoding: bytes[first..<end], as: UTF8.self)
  }

  fileprivate static func nextLine(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    (bytes.offset(of: UInt8(ascii: "\n"), from: index) ?? bytes.count) + 1
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_")
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  fileprivate static func begins(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ text: StaticString) -> Bool {
    guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where bytes[start + offset] != text.utf8Start[offset] { return false }
    return true
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
