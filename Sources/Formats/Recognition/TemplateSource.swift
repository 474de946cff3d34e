import Documents

/// The language of a file that something fills in before its owner reads it. Such a file is no YAML yet, or YAML with other values.
package enum TemplateSource: String, Sendable {
  case erb = "ERB"
  case jinja = "Jinja"
  case helm = "Helm"
  case go = "Go or Jinja"
  case terraform = "Terraform"
  case ytt
  case jsonnet = "Jsonnet"
  case substitution = "variables in the text"

  /// As messages name such a file.
  package var description: String { "a template (\(rawValue)), which is filled in before anybody reads it" }

  /// By its name, as the tools that fill files in call their sources: `prometheus.yml.j2`, `rules.tpl.yml`.
  package init?(name path: String) {
    let words = (path.split(separator: "/").last ?? "").lowercased().split(separator: ".").map(String.init)
    let endings: [String: TemplateSource] = [
      "j2": .jinja, "jinja": .jinja, "jinja2": .jinja, "erb": .erb, "tpl": .go, "tmpl": .go, "gotmpl": .go,
      "tftpl": .terraform,
      "template": .substitution, "envsubst": .substitution,
    ]
    // What ends in `.tmpl` alone is a file of message templates, which Alertmanager reads as it is.
    guard words.count > 2, let source = words.dropFirst().suffix(2).lazy.compactMap({ endings[$0] }).first else {
      return nil
    }
    self = source
  }

  /// By marks that a finished file does not have. What stands in a comment is none.
  ///
  /// - Parameters:
  ///   - kind: what the file would be; some marks mean something to its owner.
  ///   - isWhole: it can be read as it is, so that a mark in the middle of a line may be a part of some text.
  package init?(marksIn bytes: UnsafeBufferPointer<UInt8>, of kind: FileKind?, isWhole: Bool) {
    let isPlain = kind == .rules || kind == .prometheus || !isWhole
    // Rules and messages have actions in most lines, of which only Helm's tell.
    let helm = Self.first(in: bytes, with: "{{") { Self.isOfHelm($0) ? .helm : nil }
    let found =
      helm
      ?? Self.marks.lazy.compactMap { mark in
        Self.first(in: bytes, with: mark) { Self.mark($0, kind, isPlain: isPlain, isWhole: isWhole) }
      }.first
    guard let found else { return nil }
    self = found
  }

  /// What the first line tells that has some text and tells something.
  private static func first(
    in bytes: UnsafeBufferPointer<UInt8>, with mark: StaticString,
    _ judge: (UnsafeBufferPointer<UInt8>) -> TemplateSource?
  ) -> TemplateSource? {
    var position = 0
    // Of each line that has it, the whole is looked at once.
    while let place = bytes.offset(of: mark, from: position) {
      var start = place
      while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      let end = bytes.offset(of: UInt8(ascii: "\n"), from: place) ?? bytes.count
      let line = bytes[start..<end].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if !isComment(line), let found = judge(UnsafeBufferPointer(rebasing: withoutComment(line))) { return found }
      position = end
    }
    return nil
  }

  /// What a line has beside actions that is looked at; most files have none of these.
  private static let marks: [StaticString] = ["{%", "{#", "<%", "%{", "$${", "#@"]

  private static func isComment(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    line.first == UInt8(ascii: "#") && line.dropFirst().first != UInt8(ascii: "@")
  }

  /// A line up to a comment behind its value, as far as quotes leave no doubt.
  private static func withoutComment(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    guard UnsafeBufferPointer(rebasing: line).offset(of: UInt8(ascii: "#")) != nil else { return line }
    let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    var end = line.startIndex
    var quote: UInt8?
    while end < line.endIndex {
      let byte = line[end]
      if let open = quote {
        if byte == open { quote = nil }
      } else if quotes.contains(byte) {
        quote = byte
      } else if byte == UInt8(ascii: "#"), end > line.startIndex, line[end - 1] == UInt8(ascii: " "),
        end + 1 < line.endIndex, line[end + 1] != UInt8(ascii: "@")
      {
        return line[..<end]
      }
      end += 1
    }
    return line
  }

  /// - Parameter isPlain: nobody expands or shows the text of the line, so that a mark anywhere in it is one.
  private static func mark(
    _ line: UnsafeBufferPointer<UInt8>, _ kind: FileKind?, isPlain: Bool, isWhole: Bool
  ) -> TemplateSource? {
    // Text panels hold pages of other languages, within the strings of the file.
    if kind == .dashboard { return !isWhole && line.offset(of: "{%") == 0 ? .jinja : nil }
    func begins(_ mark: StaticString) -> Bool { line.offset(of: mark) == 0 }
    func has(_ open: StaticString, _ close: StaticString) -> Bool {
      line.offset(of: open).map { line.offset(of: close, from: $0) != nil } ?? false
    }
    if begins("<%") || isPlain && has("<%=", "%>") { return .erb }
    if begins("{%") || begins("{#") || isPlain && has("{%", "%}") || has("{% raw", "%}") || has("{%- raw", "%}") {
      return .jinja
    }
    if has("%{ if", "}") || has("%{ for", "}") || has("%{~", "}") { return .terraform }
    // Compose doubles the dollar sign to keep one, and so do replacements of groups.
    if kind != .compose, let dollar = line.offset(of: "$${"), dollar + 3 < line.count, line[dollar + 3].isLetter {
      return .terraform
    }
    if begins("#@ ") || begins("#@/") || line.offset(of: ": #@ ") != nil { return .ytt }
    return nil
  }

  /// An action that only Helm's functions and objects stand in, or one that keeps the braces of another.
  private static func isOfHelm(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while let open = line.offset(of: "{{", from: position) {
      // An action may go on in the next line.
      let end = line.offset(of: "}}", from: open + 2) ?? line.count
      let action = UnsafeBufferPointer(rebasing: line[(open + 2)..<end])
      // Most actions have small letters only, `$labels.instance`, and few words of Helm's have.
      let words = action.contains { 0x41...0x5A ~= $0 } ? helmWords : smallHelmWords
      if words.contains(where: { action.offset(of: $0) != nil }) || keepsBraces(action) { return true }
      position = end
    }
    return false
  }

  private static let helmWords: [StaticString] =
    smallHelmWords + [".Values.", ".Values ", ".Release.", ".Chart.", ".Capabilities.", ".Files.", "toYaml "]
  private static let smallHelmWords: [StaticString] = ["include \"", "nindent "]

  /// ``{{`{{`` and `{{ "{{" }}`.
  private static func keepsBraces(_ action: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = action.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
    guard let quote = text.first, [UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote) else {
      return false
    }
    return text.dropFirst().starts(with: "{{".utf8) || text.dropFirst().starts(with: "}}".utf8)
  }
}
