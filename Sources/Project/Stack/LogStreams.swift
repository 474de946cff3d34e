import Documents
import PromQL

extension ResolvedSpec {
  /// What selects an owner's log lines; nil where the stack reads none of it. Their label `service` is the owner's name, or that of
  /// what a component watches, by its name in the network.
  func logMatcher(of owner: Owner) -> LabelMatcher? {
    guard provides(.logging), let logging = spec.logging, logging.labels.contains("service") else { return nil }
    if owner.kind == .service { return LabelMatcher("service", .equal, owner.name) }
    guard let host = watchedHost(of: owner) else { return nil }
    // A service of the spec whose container has another name lends its own to the lines.
    let service = spec.services.first { $1.targets.contains { $0.host == host } }?.key
    return LabelMatcher("service", .equal, service ?? host)
  }

  /// The container that a component's exporter watches, by its name in the network.
  private func watchedHost(of owner: Owner) -> String? {
    guard let component = spec.components[owner.name] else { return nil }
    let pack = packs[component.pack ?? owner.name]
    guard component.isManaged || pack?.workload == nil else { return nil }
    let addresses = (pack?.settings ?? [:]).filter { $1.kind == .url }.keys.compactMap { key in
      component.settings[key]?.text.flatMap { WebAddress($0)?.host }
    }
    return (component.targets.map(\.host) + addresses).first {
      !$0.contains(".") && !$0.contains(":") && $0 != "localhost"
    }
  }
}
