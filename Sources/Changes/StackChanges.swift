import Documents

/// What a change of a stack's files means for the people who live with it, in their words.
///
/// A pure function of two sets of files. Each kind of file has a reader of its own; whatever none of them covers is listed key by
/// key, so that "only wording" is said only when it is so.
package struct StackChanges: Sendable {
  /// What changes are about, in the order in which they are listed.
  package enum Topic: String, Sendable, CaseIterable {
    case whole = "A new stack"
    case wakes = "Wakes somebody now"
    case wakesNoMore = "Wakes nobody any more"
    case silent = "Silent now"
    case newAlerts = "New alerts"
    case alerts = "Alerts"
    case routing = "Routing"
    case objectives = "Objectives"
    case scraping = "Scraping"
    case recording = "Recording and evaluation"
    case containers = "Containers"
    case retention = "Retention"
    case dashboards = "Dashboards"
    case settings = "Other settings"
    case files = "Other files"
  }

  /// One change, in Markdown.
  package struct Change: Sendable, Equatable {
    package var topic: Topic
    package var text: String

    init(_ topic: Topic, _ text: String) {
      self.topic = topic
      self.text = text
    }
  }

  package let changes: [Change]
  /// How many files differ, in whatever.
  package let files: Int

  /// - Parameters:
  ///   - old: contents by path below the output folder, as they are.
  ///   - new: the same as they will be.
  ///   - paging: values of the label `severity` that wake somebody.
  package init(from old: [String: [UInt8]], to new: [String: [UInt8]], paging: Set<String> = ["critical"]) {
    let differing = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    files = differing.count
    let (old, new) = (StackFiles(old), StackFiles(new))
    if differing.isEmpty {
      changes = []
    } else if old.isEmpty {
      changes = [Change(.whole, Self.whole(new))]
    } else {
      changes =
        AlertChanges(old, new, paging: paging).changes + RoutingChanges(old, new).changes
        + ObjectiveChanges(old, new).changes + ScrapeChanges(old, new).changes
        + RecordingChanges(old, new).changes + ContainerChanges(old, new).changes
        + DashboardChanges(old, new, differing).changes + OtherChanges(old, new, differing).changes
    }
  }

  /// A stack that was not there before, in one line.
  private static func whole(_ files: StackFiles) -> String {
    let counts: [(Int, String)] = [
      (files.prometheus?.jobs.count ?? 0, "scrape job"),
      (files.rules.count { $0.rule.kind == .alert }, "alert"),
      (files.compose?.services.count ?? 0, "container"),
      (files.paths.count(where: StackPath.isDashboard), "dashboard"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    return "everything is new: " + parts.joined(separator: ", ")
  }
}

extension StackChanges {
  /// For a pull request: a heading and a list for each topic that has something; empty where no file differs.
  package var markdown: String {
    guard files > 0 else { return "" }
    guard !changes.isEmpty else {
      return "Nothing changes for people: only wording and looks, in \(files) file\(files == 1 ? "" : "s").\n"
    }
    let sections = Topic.allCases.compactMap { topic -> String? in
      let lines = changes.filter { $0.topic == topic }.map { "- \($0.text)" }
      return lines.isEmpty ? nil : "### \(topic.rawValue)\n\n" + lines.joined(separator: "\n") + "\n"
    }
    return sections.joined(separator: "\n")
  }
}

/// Words of a summary.
enum Phrase {
  /// `a`, `b` and `c`
  static func list(_ names: some Collection<String>) -> String {
    let names = names.map { code($0) }
    return names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names.last!
  }

  /// A name or value as Markdown shows code, on one line and of bearable length, without the secrets in it.
  ///
  /// - Parameter secrets: those that are known of the file that it stands in.
  static func code(_ text: String, hiding secrets: Set<String> = []) -> String {
    // What tells that something is a secret may be in the part that is not shown.
    let text = secrets.contains(text) ? SecretText.mask : SecretText.masked(text, known: secrets)
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let short = line.count > 80 ? line.prefix(79) + "…" : line[...]
    // A backtick in code takes longer fences.
    return short.contains("`") ? "`` \(short) ``" : "`\(short)`"
  }

  /// What is other about each of some things, a line each; what is the same of four or more is said once.
  static func together(_ items: [(title: String, words: String)], _ noun: String) -> [String] {
    let groups = Dictionary(grouping: items, by: \.words)
    var told: Set<String> = []
    return items.compactMap { item in
      let group = groups[item.words] ?? []
      if group.count < 4 { return "\(item.title): \(item.words)" }
      guard told.insert(item.words).inserted else { return nil }
      let titles = group.prefix(3).map(\.title).joined(separator: ", ")
      return "\(group.count) \(noun): \(item.words) (\(titles) and \(group.count - 3) more)"
    }
  }

  static func change(_ old: String, _ new: String) -> String {
    func side(_ text: String) -> String { text.isEmpty ? "nothing" : code(text) }
    return "\(side(old)) → \(side(new))"
  }
}
