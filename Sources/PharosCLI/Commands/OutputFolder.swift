import ArgumentParser

/// Where a stack is written.
struct OutputFolder: ParsableArguments {
  @Option(
    name: .customLong("output"), help: "The folder to write; `monitoring` beside the spec if not said.",
    completion: .directory)
  var named: String?
}
