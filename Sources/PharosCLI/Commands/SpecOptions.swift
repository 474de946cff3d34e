import ArgumentParser
import Targets

/// Which spec a command works on.
struct SpecOptions: ParsableArguments {
  @Argument(
    help: "The spec; pharos.yml here or in the nearest folder above if not said. `-` reads standard input.",
    completion: .yamlFile)
  var spec: String?

  @Option(
    name: .customLong("env"), help: "The part under `environments:` that is laid over the rest.",
    completion: ProjectValues.environments)
  var environment: String?

  @Option(
    help: "What runs the stack, instead of what the spec says under `deploy.target`.",
    completion: .list(Targets.all.map(\.name)))
  var target: String?

  var choice: SpecChoice { SpecChoice(path: spec, environment: environment, target: target) }

  func validate() throws {
    let known = Targets.all.map(\.name)
    guard let target, !known.contains(target) else { return }
    throw ValidationError("there is no target `\(target)`; there are \(known.joined(separator: ", "))")
  }
}
