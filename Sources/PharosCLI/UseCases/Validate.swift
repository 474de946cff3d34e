import Documents

/// Finds every problem of a project: of its spec, of what the expressions in it ask for, of its overlays.
struct Validate {
  struct Outcome {
    /// The spec, as findings name it.
    let path: String
    /// Sorted by place, those of overlays last.
    let findings: [Finding]
  }

  func callAsFunction(_ choice: SpecChoice) throws(CommandFailure) -> Outcome {
    let project = try LoadedProject(choice)
    return Outcome(path: project.path, findings: try project.allFindings() + project.overlayFindings())
  }
}
