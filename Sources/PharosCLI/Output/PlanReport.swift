import Regeneration
import Workspace

/// What a run would do, or did, to the output folder.
enum PlanReport {
  private static let signs: [Plan.Action: String] = [
    .create: "+", .update: "~", .remove: "-", .keep: "=", .conflict: "!", .unchanged: " ",
  ]

  static func render(_ plan: Plan, showsDiff: Bool, isColored: Bool) -> String {
    let palette = Palette(isColored: isColored)
    var lines: [String] = []
    for change in plan.changes where change.action != .unchanged {
      lines.append("\(signs[change.action] ?? "?") \(change.path)\(change.message.map { " (\($0))" } ?? "")")
      if let overlay = change.overlay { lines.append("    with \(overlay)") }
      if let help = change.help { lines.append("    help: \(help)") }
      if showsDiff, !change.diff.isEmpty { lines.append(colored(change.diff, palette)) }
    }
    // A comment in the spec changes its digest and nothing else: that is no drift.
    if plan.writes.isEmpty, plan.conflicts.isEmpty { return (lines + ["up to date"]).joined(separator: "\n") }
    let counts = Plan.Action.allCases.compactMap { action in plan.counts[action].map { "\($0) to \(verb(action))" } }
    return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n")
  }

  /// What became of a run that was interrupted.
  static func recovered(_ recovery: Recovery) -> String {
    switch recovery {
    case .cleared: return "an earlier run was interrupted before it changed anything; its leftovers are gone"
    case .completed(let files, let kept):
      let note = kept.isEmpty ? "" : "; left alone, as they were edited meanwhile: \(kept.joined(separator: ", "))"
      return "an earlier run was interrupted; its \(files) files have been completed first\(note)"
    }
  }

  static func conflicts(_ plan: Plan, isColored: Bool) -> String {
    let blocks = plan.conflicts.map { change in
      "error: \(change.path): \(change.message ?? "in conflict")\n"
        + (change.diff.isEmpty ? "" : colored(change.diff, Palette(isColored: isColored)) + "\n")
        + (change.help.map { "  help: \($0)\n" } ?? "")
    }
    return blocks.joined(separator: "\n") + "nothing was written"
  }

  static func summary(_ plan: Plan, _ report: Workspace.Report, output: String) -> String {
    var text =
      "\(output): \(report.written) written, \(report.unchanged) unchanged, \(report.removed) removed, \(report.kept) kept as edited"
    for change in plan.writes { if let overlay = change.overlay { text += "\nwith \(overlay)" } }
    for change in plan.changes where change.action == .keep {
      text += "\n= \(change.path)\(change.message.map { " (\($0))" } ?? "")"
    }
    if report.written + report.removed > 0,
      plan.changes.contains(where: { $0.path == "docker-compose.yml" && $0.after != nil })
    {
      text += """


        A running stack takes the change with:
          cd \(output) && docker compose up --detach && docker compose kill --signal HUP prometheus alertmanager
        """
    }
    return text
  }

  private static func verb(_ action: Plan.Action) -> String {
    switch action {
    case .create: "create"
    case .update: "update"
    case .remove: "remove"
    case .keep: "keep as edited"
    case .conflict: "settle"
    case .unchanged: "leave"
    }
  }

  private static func colored(_ diff: String, _ palette: Palette) -> String {
    diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("+")
        ? palette.added(String(line)) : line.hasPrefix("-") ? palette.removed(String(line)) : String(line)
    }.joined(separator: "\n")
  }
}
