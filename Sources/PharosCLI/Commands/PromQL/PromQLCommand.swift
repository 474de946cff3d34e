import ArgumentParser
import PromQL

struct PromQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promql",
    abstract: "Check, format and explain PromQL expressions.",
    subcommands: [PromQLCheckCommand.self, PromQLFormatCommand.self, PromQLLabelsCommand.self])
}

/// Which Prometheus the expressions are for.
struct LanguageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Features that are enabled, separated by commas, as after Prometheus' --enable-feature.", valueName: "a,b"))
  var features: FeatureList = FeatureList()

  @Option(
    help: ArgumentHelp(
      "The release that will run the expressions, such as 2.42; what it lacks is reported.", valueName: "version"))
  var prometheus: PrometheusVersion = .newest

  var parseOptions: ParseOptions { ParseOptions(features: features.flags) }
}

/// The value of `--features`.
struct FeatureList: ExpressibleByArgument {
  var flags: Set<FeatureFlag> = []

  init() {}

  init?(argument: String) {
    for name in argument.split(separator: ",") {
      if let flag = FeatureFlag(rawValue: String(name)) {
        flags.insert(flag)
      } else if name.hasPrefix("promql-"), !Self.besides.contains(String(name)) {
        return nil
      }
      // Prometheus has features that have nothing to do with the language; naming them here does no harm.
    }
  }

  /// Features of evaluation, which change nothing in what may be written.
  // https://github.com/prometheus/prometheus/blob/v3.14.0/cmd/prometheus/main.go
  private static let besides: Set<String> = ["promql-delayed-name-removal", "promql-per-step-stats"]

  static var allValueStrings: [String] { FeatureFlag.allCases.map(\.rawValue) }

  var defaultValueDescription: String { "none" }
}
