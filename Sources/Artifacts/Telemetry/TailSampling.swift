import Documents
import Project

/// Which traces are kept once they are complete; a trace is kept when one of the policies says so.
///
/// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/processor/tailsamplingprocessor/README.md>
struct TailSampling {
  let settings: Tracing.TailSample

  /// None where everything is kept anyhow: there is nothing to wait for.
  init?(_ settings: Tracing.TailSample) {
    guard settings.rest < 1 else { return nil }
    self.settings = settings
  }

  var tree: Tree {
    [
      // Times the rate of new traces it stays below `num_traces`: at 1,000 a second half of it is in use.
      "decision_wait": "10s",
      "num_traces": 20_000,
      // A late span is kept if its trace was. Ten times as many decisions as traces are remembered, as config.go recommends.
      "decision_cache": ["sampled_cache_size": 200_000, "non_sampled_cache_size": 200_000],
      "policies": .list([errors, slow, rest].compactMap { $0 }),
    ]
  }

  /// Policies hash the trace's id alike, so that the larger share includes the smaller: one below that of the rest changes nothing.
  private var errors: Tree? {
    guard settings.errors > settings.rest else { return nil }
    let isError: Tree = ["name": "error", "type": "status_code", "status_code": ["status_codes": ["ERROR"]]]
    guard settings.errors < 1 else { return isError.merging(["name": "errors"]) }
    return ["name": "errors", "type": "and", "and": ["and_sub_policy": [isError, share("share", settings.errors)]]]
  }

  /// From the start of the first span to the end of the last.
  private var slow: Tree? {
    settings.slowerThan.map {
      ["name": "slow", "type": "latency", "latency": ["threshold_ms": .integer($0.milliseconds)]]
    }
  }

  private var rest: Tree { share("rest", settings.rest) }

  private func share(_ name: String, _ ratio: Decimal) -> Tree {
    [
      "name": .string(name), "type": "probabilistic",
      "probabilistic": ["sampling_percentage": .number((ratio * 100).digits)],
    ]
  }
}
