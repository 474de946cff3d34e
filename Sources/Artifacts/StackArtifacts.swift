import Documents
import Project
import Regeneration

/// Every artifact of a stack.
///
/// Each generator is a pure function of the stack and owns one family of files; the list below is the whole of them.
package enum StackArtifacts {
  package typealias Generator = @Sendable (Stack) throws -> [Artifact]

  static let generators: [Generator] = [
    RuleFileArtifacts.generate,
    RuleTestArtifacts.generate,
    PrometheusConfiguration.generate,
    ScrapeFragments.generate,
    AlertmanagerConfiguration.generate,
    AlertmanagerTemplates.generate,
    BlackboxConfiguration.generate,
    { try $0.target.artifacts(of: $0) },
    RepositoryFiles.generate,
    Dashboards.generate,
    GrafanaProvisioning.generate,
    LoggingConfiguration.generate,
    HeartbeatRelay.generate,
    TracingConfiguration.generate,
    RunbookArtifacts.generate,
    MonitoringGuide.generate,
    PythonInstrumentation.generate,
    MetricsTable.generate,
  ]

  /// All files, sorted by path. Throws what a pack's text template gets wrong.
  package static func generate(_ stack: Stack) throws -> [Artifact] {
    let results = generators.parallelMap { generator in Result { try generator(stack) } }
    return try results.flatMap { try $0.get() }.sorted { $0.path < $1.path }
  }
}
