import Documents
import Regeneration
import Workspace

/// What a run would do, or did, to the output folder.
struct PlanReport {
  let plan: Plan
  /// The folder as it was named.
  let output: String
  /// The folder of overlays as the spec names it.
  let overlays: String
  /// What an operator types for a running stack to take the change; nil where the stack runs nothing.
  let apply: String?
  /// The keys of the spec that decide what was edited in a file.
  let keys: (Plan.Change) throws -> [String]

  /// The same on one line, for people.
  private var folder: String { VisibleText.name(output) }

  /// The plan, a line for each file that does not simply stay.
  func text(showsDiff: Bool, isColored: Bool) throws -> String {
    let palette = Palette(isColored: isColored)
    var lines: [String] = []
    var changes = plan.changes.filter { $0.action != .unchanged }
    if plan.previous == nil, !showsDiff { lines = Self.folded(&changes) }
    for change in changes {
      let sides = change.isDrift && !change.sides.isEmpty ? palette.faint(" [\(Self.names(change.sides))]") : ""
      lines.append(
        "\(change.action.sign) \(change.path)\(change.message.map { " (\($0))" } ?? "")\(sides)")
      if let overlay = change.overlay { lines.append("    with \(overlay)") }
      if let help = try help(change) { lines.append("    help: \(help)") }
      guard showsDiff, change.action != .keep else { continue }
      let diff = try Self.diff(change)
      if !diff.isEmpty { lines.append(Self.colored(diff, palette)) }
    }
    return lines.joined(separator: "\n")
  }

  /// A first run makes a hundred files: one line for each folder tells more. Takes them out of the changes.
  private static func folded(_ changes: inout [Plan.Change]) -> [String] {
    var folders: [(name: Substring, count: Int)] = []
    changes.removeAll { change in
      guard change.action == .create, change.overlay == nil, let slash = change.path.firstIndex(of: "/") else {
        return false
      }
      let name = change.path[...slash]
      if let last = folders.indices.last, folders[last].name == name {
        folders[last].count += 1
      } else {
        folders.append((name, 1))
      }
      return true
    }
    return folders.map { "+ \($0.name) (\($0.count == 1 ? "1 file" : "\($0.count) files"))" }
  }

  /// What is to be done, counted, and what changed.
  var outlook: String {
    // A comment in the spec changes its digest and nothing else: that is no drift.
    guard plan.hasDrift else { return "up to date" }
    let counts = Plan.Action.allCases.compactMap { action in
      plan.counts[action].map { "\($0) to \(action.toDo)" }
    }
    let drift = plan.changes.filter(\.isDrift)
    let sides = Plan.Side.allCases.compactMap { side in
      let count = drift.count { $0.sides.contains(side) }
      return count == 0 ? nil : "\(Self.name(side)) (\(count == 1 ? "1 file" : "\(count) files"))"
    }
    return counts.joined(separator: ", ")
      + (sides.isEmpty ? "" : "\nchanged since the last run: \(sides.joined(separator: ", "))")
  }

  /// Why nothing was written, with what --force would discard.
  func refusal(isColored: Bool) throws -> String {
    var obstacles: Set<String> = []
    let blocks = try plan.refusals.compactMap { change throws -> String? in
      // What stands in the way of many files is said once, and what would be in them is not the matter.
      if case .obstacle(let place, let obstacle) = change.reason {
        guard obstacles.insert(place).inserted else { return nil }
        return "error: \(folder)/\(place) is \(obstacle.rawValue)\n"
          + (try help(change).map { "  help: \($0)\n" } ?? "")
      }
      let diff = try Self.diff(change)
      return "error: \(folder)/\(change.path): \(change.message ?? "not pharos's to replace")\n"
        + (diff.isEmpty ? "" : Self.colored(diff, Palette(isColored: isColored)) + "\n")
        + (try help(change).map { "  help: \($0)\n" } ?? "")
    }
    return blocks.joined(separator: "\n") + "nothing was written"
  }

  /// What was done.
  func summary(_ report: Workspace.Report) -> String {
    var summary =
      "\(folder): \(report.written) written, \(report.unchanged) unchanged, \(report.removed) removed, \(report.kept) kept as edited"
    if report.conflicts > 0 { summary += ", \(report.conflicts) in conflict" }
    guard report.written + report.removed > 0, let apply else { return summary }
    return summary + "\n\nTo apply to a running stack:\n  cd \(folder) && \(apply)"
  }

  /// What became of a run that was interrupted.
  static func recovered(_ recovery: Recovery) -> String {
    switch recovery {
    case .cleared: return "an earlier run was interrupted before it changed anything; its leftovers are gone"
    case .undone(let files):
      return "an earlier run was interrupted; what it had done to its \(files) files is taken back first"
    case .setAside(let folder):
      return
        "no run of this pharos left `.pharos/staging` here: it came with a repository or a copy, or is of another version. Nothing of it was used; "
        + "it lies in `\(folder)` now: look at what it is, and delete it"
    }
  }

  /// The ways out of a refusal stand below each other.
  private func help(_ change: Plan.Change) throws -> String? {
    guard change.action == .refuse, change.reason == .edited else { return change.help }
    let keys = try keys(change).map { "`\($0)`" }.joined(separator: ", ")
    return """
      put it into the spec\(keys.isEmpty ? "" : ", where it is \(keys)");
          or keep it as an overlay: `\(overlays)/\(change.path)`;
          or discard it: `pharos generate --force`
      """
  }

  private static func name(_ side: Plan.Side) -> String {
    switch side {
    case .spec: "the spec"
    case .tool: "pharos itself"
    case .hand: "by hand"
    }
  }

  private static func names(_ sides: [Plan.Side]) -> String { sides.map(\.rawValue).joined(separator: ", ") }

  /// What changes in a file, without the secrets that somebody wrote into it.
  static func diff(_ change: Plan.Change) throws -> String {
    guard change.action != .unchanged else { return "" }
    let sides = try [change.before, change.after].compactMap { try $0?.bytes }
    let known = Set(sides.flatMap { SourceFile(name: change.path, bytes: $0).secretValues })
    return try change.diff { SourceFile(name: change.path, bytes: $0).maskedLines(known: known).map { $0[...] } }
  }

  private static func colored(_ diff: String, _ palette: Palette) -> String {
    diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("+")
        ? palette.added(String(line)) : line.hasPrefix("-") ? palette.removed(String(line)) : String(line)
    }.joined(separator: "\n")
  }
}

extension Plan.Action {
  /// What stands before a file in the plan.
  fileprivate var sign: String {
    switch self {
    case .create: "+"
    case .update: "~"
    case .merge: "&"
    case .move: ">"
    case .remove: "-"
    case .keep: "="
    case .conflict: "!"
    case .refuse: "x"
    case .unchanged: " "
    }
  }

  /// What is to be done to so many files: "3 to create".
  fileprivate var toDo: String {
    switch self {
    case .create, .update, .merge, .move, .remove, .refuse: rawValue
    case .keep: "keep as edited"
    case .conflict: "settle"
    case .unchanged: "leave"
    }
  }
}
