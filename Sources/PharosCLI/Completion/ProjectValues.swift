import ArgumentParser
import Documents
import Formats
import Lint
import Project
import Workspace

/// What the project at hand has to offer at a place of the command line. Where it cannot be read there is nothing, as nobody
/// who presses a key wants to read about a mistake in a file.
enum ProjectValues {
  static let environments = CompletionKind.values { request in
    reading(request)?.reading.root?["environments"]?.mapping?.compactMap { $0.key.text.map { Candidate($0) } } ?? []
  }

  static let receivers = CompletionKind.values { request in
    let names =
      configuration(request)?.receivers.map(\.name.value) ?? reading(request)?.reading.spec?.receivers.keys ?? []
    return request.list(names)
  }

  /// `label=value`, of which first the label is completed and then its value.
  static let alertLabels = CompletionKind.values { request in
    let start =
      request.current.lastIndex(of: ",").map { request.current.index(after: $0) } ?? request.current.startIndex
    let (before, typed) = (request.current[..<start], request.current[start...])
    let labels = labels(request).filter { ($0.key + "=").hasPrefix(typed) || typed.hasPrefix($0.key + "=") }
    // A label alone would be followed by a blank, which one of several never is.
    if labels.count > 1, !typed.contains("=") {
      return labels.keys.sorted().map { Candidate(before + $0 + "=") }
    }
    return labels.sorted { $0.key < $1.key }.flatMap { name, values in
      values.sorted().map { Candidate(before + name + "=" + $0) }
    }
  }

  static let packs = CompletionKind.values { request in
    let files = reading(request)?.packs ?? BuiltInPacks.files
    return files.packNames.map { Candidate($0, files.read($0).pack?.summary) }
  }

  static let rules = CompletionKind.values { _ in
    RuleCatalog.families.map { Candidate($0) } + RuleCatalog.all.map { Candidate($0.id, $0.summary) }
  }

  // MARK: Reading

  /// The spec that the line names, or the nearest one.
  private static func reading(_ request: CompletionRequest) -> LoadedProject? {
    let named = request.values(of: "--spec").first ?? request.words.dropFirst().first(where: isSpec)
    return try? LoadedProject(SpecChoice(path: named))
  }

  private static func isSpec(_ word: String) -> Bool {
    word.split(separator: "/").last.map { $0.hasPrefix("pharos") && ($0.hasSuffix(".yml") || $0.hasSuffix(".yaml")) }
      == true
  }

  /// The Alertmanager configuration that the line names.
  private static func configuration(_ request: CompletionRequest) -> AlertmanagerFile? {
    guard let path = request.values(of: "--config").first, let bytes = try? TextFile.read(path) else { return nil }
    let source = SourceFile(name: path, bytes: bytes)
    return YAMLDocuments.read(source).roots.first.map { AlertmanagerFile($0, in: source) }
  }

  /// Labels of alerts with the values that they are known to have: those of the stack, or those that a configuration asks for.
  private static func labels(_ request: CompletionRequest) -> [String: Set<String>] {
    var labels: [String: Set<String>] = [:]
    if let file = configuration(request) {
      let matchers = file.routes.map(\.matchers) + file.inhibitRules.flatMap { [$0.source, $0.target] }
      for matcher in matchers.flatMap(\.placed) where matcher.matcher.operation == .equal {
        labels[matcher.matcher.name, default: []].insert(matcher.matcher.value)
      }
      return labels
    }
    for alert in reading(request)?.stack?.alerts ?? [] {
      labels["alertname", default: []].insert(alert.name)
      for level in alert.levels {
        for label in alert.staticLabels(level) where !label.value.includes("{{") {
          labels[label.name, default: []].insert(label.value)
        }
      }
    }
    return labels
  }
}

extension CompletionRequest {
  /// Names in a list with commas, without those already given.
  fileprivate func list(_ names: [String]) -> [Candidate] {
    let items = current.split(separator: ",", omittingEmptySubsequences: false).dropLast().map(String.init)
    let before = items.map { $0 + "," }.joined()
    return names.filter { !items.contains($0) }.map { Candidate(before + $0) }
  }
}
