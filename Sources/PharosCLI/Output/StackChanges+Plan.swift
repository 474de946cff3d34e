import Changes
import Project
import Regeneration

extension StackChanges {
  /// What a run means for people: from what lies there now to what will lie there. A file that is kept, or whose conflict waits,
  /// stays as it is; one that moves was under its old path.
  init(_ plan: Plan, _ stack: Stack) throws {
    var old: [String: [UInt8]] = [:], new: [String: [UInt8]] = [:]
    for change in plan.changes {
      old[change.from ?? change.path] = try change.before?.bytes
      new[change.path] =
        try [.keep, .conflict].contains(change.action) ? change.before?.bytes : change.merged ?? change.after?.bytes
    }
    self.init(from: old, to: new, paging: Set(stack.severities.filter(\.pages).map(\.name)))
  }
}
