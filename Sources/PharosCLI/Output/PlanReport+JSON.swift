import Documents
import Regeneration

extension PlanReport {
  /// The plan for programs; the shape is fixed by its `version`, and described in docs/regenerate.md.
  ///
  /// - Parameters:
  ///   - isApplied: whether the plan has been carried out.
  ///   - showsDiff: whether each change has its diff with it.
  func json(isApplied: Bool, showsDiff: Bool) throws -> String {
    let tree: Tree = [
      "version": 1, "output": .string(output), "applied": .boolean(isApplied), "drift": .boolean(plan.hasDrift),
      "changes": .list(try plan.changes.map { try change($0, showsDiff: showsDiff) }),
      "summary": .mapping(
        Plan.Action.allCases.map { .init($0.rawValue, .integer(plan.counts[$0, default: 0])) }),
    ]
    return String(decoding: JSONWriter.write(tree), as: UTF8.self)
  }

  private func change(_ change: Plan.Change, showsDiff: Bool) throws -> Tree {
    let keys = try change.action == .refuse ? keys(change) : []
    let diff = showsDiff ? try Self.diff(change) : ""
    return .compact([
      "path": .string(change.path), "moved_from": change.from.map { .string($0) },
      "action": .string(change.action.rawValue), "kind": .string(change.kind.rawValue),
      "reason": change.reason.map { .string($0.id) }, "message": change.message.map { .string($0) },
      "help": change.help.map { .string($0) }, "changed_by": .strings(change.sides.map(\.rawValue)),
      "disk_sha256": change.beforeDigest.map { .string($0.hex) } ?? .null,
      "generated_sha256": try change.afterDigest.map { .string($0.hex) } ?? .null,
      "overlay": change.overlay.map { .string($0) }, "conflict_file": change.conflictFile.map { .string($0) },
      "spec_keys": keys.isEmpty ? nil : .strings(keys),
      "diff": diff.isEmpty ? nil : .string(diff),
    ])
  }
}
