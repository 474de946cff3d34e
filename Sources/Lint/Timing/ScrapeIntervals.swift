import Documents
import Formats
import Project
import PromQL

/// How often targets are scraped, as the spec in reach says or, without one, each `prometheus.yml` of the run.
struct ScrapeIntervals {
  private struct Job {
    let name: String
    let interval: PrometheusDuration
    /// Labels that all of its targets have, with their values.
    let labels: [(name: String, value: String)]
  }

  private let jobs: [Job]

  /// - Returns: nil where nobody tells, or not of every job.
  init?(_ facts: ProjectFacts, _ knowledge: Knowledge) {
    if let stack = knowledge.stack {
      let standard = stack.prometheus.scrapeInterval
      jobs = stack.jobs.map {
        Job(name: $0.name, interval: $0.interval ?? standard, labels: [("job", $0.name)] + $0.owner.targetLabels)
      }
    } else {
      let facts = facts.configuration
      let servers = facts.servers.filter { !$0.source.isFixture }
      guard servers.allSatisfy({ facts.hasAllScrapeConfigs(of: $0) }) else { return nil }
      jobs = servers.flatMap { server in
        ([server] + facts.included(by: server)).flatMap(\.jobs).map { job in
          let isRenamed = job.targetLabels.contains("job")
          return Job(
            name: job.name, interval: job.setsInterval ? job.interval : server.scrapeInterval,
            labels: isRenamed ? [] : [("job", job.name)])
        }
      }
    }
    if jobs.isEmpty { return nil }
  }

  /// The fastest of the jobs that a rate can mean: a range that is too short for this one is too short for all.
  private func fastest(for matchers: [LabelMatcher]) -> Job? {
    jobs.filter { job in
      matchers.allSatisfy { matcher in
        // Whether a job whose targets are given other names is the one that is asked for, nobody knows.
        job.labels.first { $0.name == matcher.name }.flatMap { matcher.accepts($0.value) } ?? (matcher.name != "job")
      }
    }
    .min { $0.interval < $1.interval }
  }

  /// How often what is selected is scraped at most.
  func interval(for matchers: [LabelMatcher]) -> PrometheusDuration? { fastest(for: matchers)?.interval }

  /// How a rate stands to the scrapes of its job.
  /// - Returns: nil where no job is meant.
  func scrapes(in rate: RateFact) -> (count: Int, interval: PrometheusDuration, job: String)? {
    fastest(for: rate.matchers).map { job in
      (rate.duration.milliseconds / max(1, job.interval.milliseconds), job.interval, job.name)
    }
  }
}

extension ConfigurationFacts {
  /// Whether every pattern of `scrape_config_files` names a file that was given: others may scrape at other intervals.
  func hasAllScrapeConfigs(of config: PrometheusFact) -> Bool {
    config.scrapeConfigFiles.allSatisfy { !included(by: $0, of: config).isEmpty }
  }
}
