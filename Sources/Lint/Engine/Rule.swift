import Documents
import Formats
import PromQL

/// One thing that lint looks for.
///
/// The examples are the rule's tests and its page under `docs/rules/` at once: a bad one marks with ⟦…⟧ where the finding must
/// stand, a good one is what the rule must leave alone.
///
/// A class, as every finding holds its rule.
package final class Rule: DiagnosticKind {
  /// `family/name`: what findings, configuration and silencing comments call it.
  package let id: String
  package let severity: Severity
  /// Why it is off unless somebody turns it on: rules that are right for some and noise for others. Nil for those that are on.
  package let offBecause: String?
  /// What it finds, one sentence without a full stop.
  package let summary: String
  /// Why that matters, a sentence or a few.
  package let why: String
  /// What configuration can tune.
  package let parameters: [Parameter]
  /// It says nothing of files for development, tests and examples.
  package let sparesTrials: Bool
  package let bad: [Example]
  package let good: [Example]
  package let check: Check
  /// What it asks once all files are read, alone or beside its check of single files.
  package let projectCheck: ProjectCheck?

  package typealias ProjectCheck = @Sendable (ProjectFacts, inout Reporter) -> Void

  package init(
    _ id: String, _ severity: Severity, offBecause: String? = nil, _ summary: String, why: String,
    parameters: [Parameter] = [], sparesTrials: Bool = false, bad: [Example], good: [Example], check: Check,
    acrossFiles: ProjectCheck? = nil
  ) {
    self.id = id
    self.severity = severity
    self.offBecause = offBecause
    self.summary = summary
    self.why = why
    self.parameters = parameters
    self.sparesTrials = sparesTrials
    self.bad = bad
    self.good = good
    self.check = check
    if case .project(let project) = check { projectCheck = project } else { projectCheck = acrossFiles }
  }

  package var meaning: (summary: String, why: String) { (summary, why) }
  package var isAboutSecret: Bool { id.hasPrefix("secrets/") || id == "receivers/literal-secret" }
  package var family: String { String(id.prefix { $0 != "/" }) }
  package var isOnByDefault: Bool { offBecause == nil }

  /// A setting of a rule, `lint.rules.ID.NAME`.
  package struct Parameter: Sendable {
    package let name: String
    /// What it means, one sentence.
    package let summary: String
    package let defaultValue: Tree

    package init(_ name: String, _ summary: String, default value: Tree) {
      self.name = name
      self.summary = summary
      defaultValue = value
    }
  }
}

extension Rule {
  /// The kind of node that a rule looks at, and how. The walker visits each node of a file once and asks every rule of its kind.
  package enum Check: Sendable {
    /// Any file that was recognised, as a tree.
    case document(@Sendable (Document, inout Reporter) -> Void)
    case group(@Sendable (PrometheusRuleGroup, inout Reporter) -> Void)
    /// An alerting or recording rule.
    case rule(@Sendable (PrometheusRule, inout Reporter) -> Void)
    case alert(@Sendable (PrometheusRule, inout Reporter) -> Void)
    case record(@Sendable (PrometheusRule, inout Reporter) -> Void)
    /// A PromQL expression, wherever it stands.
    case query(@Sendable (Query, inout Reporter) -> Void)
    /// A part of one, with the expression that it stands in.
    case selector(@Sendable (VectorSelector, Query, inout Reporter) -> Void)
    case call(@Sendable (Call, Query, inout Reporter) -> Void)
    case aggregation(@Sendable (Aggregation, Query, inout Reporter) -> Void)
    case binary(@Sendable (BinaryOperation, Query, inout Reporter) -> Void)
    /// A metric that an exposition has, or a spec or pack declares.
    case metric(@Sendable (MetricNode, inout Reporter) -> Void)
    case prometheus(@Sendable (PrometheusConfig, inout Reporter) -> Void)
    /// One of its `scrape_configs`.
    case job(@Sendable (ScrapeJob, inout Reporter) -> Void)
    case compose(@Sendable (ComposeFile, inout Reporter) -> Void)
    /// One service of a Compose file.
    case composeService(@Sendable (ComposeService, inout Reporter) -> Void)
    case alertmanager(@Sendable (AlertmanagerFile, inout Reporter) -> Void)
    /// An integration of a receiver.
    case integration(@Sendable (AlertmanagerReceiver.Integration, AlertmanagerFile, inout Reporter) -> Void)
    /// A silencing comment, once it is known what it silences.
    case suppression(@Sendable (Suppression, inout Reporter) -> Void)
    case dashboard(@Sendable (Dashboard, inout Reporter) -> Void)
    /// A variable of a dashboard.
    case variable(@Sendable (DashboardVariable, Dashboard, inout Reporter) -> Void)
    case panel(@Sendable (Panel, inout Reporter) -> Void)
    /// A query of a panel, in whatever language.
    case target(@Sendable (PanelTarget, inout Reporter) -> Void)
    case grafanaProvisioning(@Sendable (GrafanaProvisioning, inout Reporter) -> Void)
    /// Everything that was read, once all files are: what files say of each other.
    case project(@Sendable (ProjectFacts, inout Reporter) -> Void)
  }
}
