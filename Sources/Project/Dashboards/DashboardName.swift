/// The dashboards that exist, from the overview down.
package enum DashboardName: String, CaseIterable, Sendable {
  case overview, application, infrastructure, ai, business, slo, security, cost, monitoring

  package var title: String {
    switch self {
    case .overview: "Overview"
    case .application: "Application"
    case .infrastructure: "Infrastructure"
    case .ai: "AI and agents"
    case .business: "Business"
    case .slo: "Objectives"
    case .security: "Security"
    case .cost: "Cost"
    case .monitoring: "Monitoring"
    }
  }

  /// Who reads it, and what it answers.
  package var summary: String {
    switch self {
    case .overview: "Is everything well? Where it is not, the links lead down."
    case .application: "What users get from each service: load, errors, latency, saturation."
    case .infrastructure: "What the services stand on: hosts, containers, databases, caches, proxies."
    case .ai: "Models and agents: how fast, how often right, how much they consume."
    case .business: "What the product achieves: sign-ups, activity, adoption."
    case .slo: "What was promised, what is left of each error budget, and how fast it burns."
    case .security: "Attempts against the services, and how they are answered."
    case .cost: "What is spent, on what, and where the month is heading."
    case .monitoring: "Does the monitoring itself work?"
    }
  }

  /// Whether all of it is of the services that are chosen.
  var isOfServices: Bool { ![.overview, .infrastructure, .monitoring].contains(self) }

  /// Whether a reader chooses among the instances of components.
  var choosesInstances: Bool { self == .infrastructure }
}
