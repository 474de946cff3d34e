import Project

/// A Mermaid diagram of exactly this stack.
enum ArchitectureDiagram {
  static func text(_ stack: Stack) -> String {
    var diagram = Diagram(stack: stack)
    diagram.draw()
    return "```mermaid\nflowchart LR\n" + diagram.lines.map { "  \($0)" }.joined(separator: "\n") + "\n```\n"
  }

  private struct Diagram {
    let stack: Stack
    var lines: [String] = []

    mutating func draw() {
      let prometheus = node("prometheus", "Prometheus")
      for service in stack.services {
        let isSent = service.sent.contains(.metrics) && has("otel-collector")
        if !isSent { line("\(node(service.name, service.name)) -- metrics --> \(prometheus)") }
        if has("otel-collector") {
          let signals = ["traces"] + (isSent ? ["metrics"] : []) + (service.sent.contains(.logs) ? ["logs"] : [])
          let name = isSent ? node(service.name, service.name) : id(service.name)
          line("\(name) -- \(signals.joined(separator: ", ")) --> \(node("otel-collector", "OpenTelemetry collector"))")
        }
        if has("alloy") { line("\(id(service.name)) -- logs --> \(node("alloy", "Alloy"))") }
      }
      for component in stack.components where stack.ownPack(of: component)?.kind == .exporter {
        line(
          "\(node(component.name, "\(component.name) (\(component.packs.last ?? ""))")) -- exporter --> \(prometheus)")
      }
      if !stack.probes.isEmpty {
        line("\(node("blackbox", "Blackbox exporter")) -- probes --> \(prometheus)")
        for name in stack.probes.map(\.owner.name).uniqued() { line("\(id("blackbox")) -.-> \(node(name, name))") }
      }
      line("\(prometheus) -- alerts --> \(node("alertmanager", "Alertmanager"))")
      for receiver in stack.receivers where receiver.isDeclared {
        line("\(id("alertmanager")) --> \(node("to-" + receiver.name, receiver.name))")
      }
      if stack.heartbeat != nil {
        // Without the relay Alertmanager asks the switch itself.
        let hasRelay = stack.runs("heartbeat")
        if hasRelay { line("\(id("alertmanager")) -- Watchdog --> \(node("heartbeat", "Heartbeat relay"))") }
        let way = hasRelay ? "\(id("heartbeat")) -->" : "\(id("alertmanager")) -- Watchdog -->"
        line("\(way) \(node("dead-mans-switch", "Dead-man's switch"))")
      }
      line("\(prometheus) --> \(node("grafana", "Grafana"))")
      if has("loki") { line("\(id("alloy")) --> \(node("loki", "Loki"))"); line("\(id("loki")) --> \(id("grafana"))") }
      if !stack.metricSenders.isEmpty { line("\(id("otel-collector")) -- metrics --> \(prometheus)") }
      if !stack.logSenders.isEmpty { line("\(id("otel-collector")) -- logs --> \(id("loki"))") }
      if has("jaeger") {
        line("\(id("otel-collector")) --> \(node("jaeger", "Jaeger"))"); line("\(id("jaeger")) --> \(id("grafana"))")
      }
    }

    private func has(_ pack: String) -> Bool { stack.components.contains { $0.packs.contains(pack) } }

    private mutating func line(_ text: String) { lines.append(text) }

    private func node(_ name: String, _ title: String) -> String { "\(id(name))[\"\(title)\"]" }

    private func id(_ name: String) -> String { "n_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }) }
  }
}
