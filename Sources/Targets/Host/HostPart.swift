import Project

/// A workload with the program that runs it here; what has none is refused before.
struct HostPart {
  let workload: Workload
  let program: Workload.Program

  static func all(of stack: Stack) -> [HostPart] {
    stack.workloads.compactMap { workload in
      workload.program.map { HostPart(workload: workload, program: $0) }
    }
  }

  /// Who has the program, for a sentence.
  var source: String { (program.package.map { "Debian's package \($0), or " } ?? "") + program.releases }
}
