/// What a glance at a file's bytes shows, before anything is parsed: most YAML and JSON in a repository is none of ours, and
/// some of it is large.
package struct FileGlance {
  /// The keys at the top of its first mappings; in a file that begins with a brace, keys at any depth.
  private var keys: Set<String> = []
  private let mentionsOperator: Bool
  private let holdsFiles: Bool
  /// A map or secret that names what pharos knows.
  private let holdsOurs: Bool

  private static let held: [StaticString] = [
    "rules.yml", "rules.yaml", "alerts.yml", "alerts.yaml", "prometheus.yml", "prometheus.yaml", "alertmanager.yml",
    "alertmanager.yaml", "    groups:",
  ]

  /// The keys of which every file that pharos knows has one at its top; `FileKind` looks closer.
  private static let telling: Set<String> = [
    "groups", "tests", "scrape_configs", "global", "remote_write", "rule_files", "receivers", "route", "project",
    "services", "datasources", "providers", "panels", "rows", "schemaVersion", "dashboard", "elements", "summary",
    "lint", "modules", "include",
  ]

  /// Keys of a JSON file at any depth that tell something beside others.
  private static let tellingInJSON: Set<String> = [
    "apiVersion", "title", "graphTooltip", "gridPos", "templating", "__inputs",
  ]

  /// What a file is that cannot be parsed, by keys that hardly stand together in anything else.
  private static let broken: [(keys: [String], kind: FileKind)] = [
    (["scrape_configs", "global"], .prometheus), (["scrape_configs", "rule_files"], .prometheus),
    (["global/scrape"], .prometheus), (["services/image"], .compose),
    (["route", "receivers"], .alertmanager), (["project", "services", "version"], .spec),
    (["tests", "rule_files"], .ruleTests), (["panels", "schemaVersion"], .dashboard), (["graphTooltip"], .dashboard),
    (["panels", "gridPos"], .dashboard), (["panels", "templating"], .dashboard), (["__inputs", "panels"], .dashboard),
    (["apiVersion", "datasources"], .grafanaProvisioning), (["apiVersion", "providers"], .grafanaProvisioning),
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
    holdsFiles =
      keys.contains("apiVersion")
      && (Self.hasKind("ConfigMap", bytes) || Self.hasKind("Secret", bytes) || Self.hasKind("List", bytes)
        || bytes.offset(of: "GrafanaDashboard") != nil)
    // A file of nothing but groups.
    if keys == ["groups"] { keys.insert("groups/expr") }
    if keys.contains("global"), bytes.offset(of: "scrape_interval") != nil { keys.insert("global/scrape") }
    // GitLab and others list services, and have images at the top.
    let others: Set<String> = ["image", "stages", "jobs", "pipelines", "language", "default", "apiVersion"]
    if keys.contains("services"), keys.isDisjoint(with: others), bytes.offset(of: "    image:") != nil {
      keys.insert("services/image")
    }
    holdsOurs = holdsFiles && Self.held.contains { bytes.offset(of: $0) != nil }
    // The words of a rule begin its line, or stand in braces.
    if keys.contains("groups"), bytes.offset(of: "expr:") != nil || bytes.offset(of: "\"expr\"") != nil,
      bytes.offset(of: "alert") != nil || bytes.offset(of: "record") != nil
    {
      keys.insert("groups/expr")
    }
  }

  /// Whether it is worth parsing.
  package var isPromising: Bool {
    mentionsOperator || holdsFiles || !keys.isDisjoint(with: Self.telling) || likelyKind != nil
  }

  /// What a file that cannot be parsed was meant to be; nil where that does not show.
  package var likelyKind: FileKind? {
    if mentionsOperator || holdsOurs { return .kubernetes }
    if keys == ["scrape_configs"] { return .prometheus }
    if keys.contains("groups/expr") { return .rules }
    return Self.broken.first { keys.isSuperset(of: $0.keys) }?.kind
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
    // Behind a comment in the last line nothing follows.
    return bytes.count
  }

  /// Whether a resource says that it is of a kind: the word alone may be a part of any other.
  private static func hasKind(_ kind: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while let place = bytes.offset(of: kind, from: position) {
      var end = place
      while end > 0,
        bytes[end - 1] == UInt8(ascii: " ") || isQuote(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ":")
      {
        end -= 1
      }
      if end < place, end >= 4, begins(bytes, at: end - 4, "kind") { return true }
      position = place + 1
    }
    return false
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
      if let key = key(bytes, at: index), telling.contains(key) || tellingInJSON.contains(key) { keys.insert(key) }
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
