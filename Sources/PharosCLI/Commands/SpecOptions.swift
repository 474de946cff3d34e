import ArgumentParser

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

  var choice: SpecChoice { SpecChoice(path: spec, environment: environment) }
}
