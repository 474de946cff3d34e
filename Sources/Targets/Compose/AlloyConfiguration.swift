import Artifacts
import Documents
import Project
import Regeneration

/// `alloy/config.alloy`: reads the containers' lines from the Docker engine and sends them to Loki.
///
/// Components as in <https://github.com/grafana/alloy/tree/v1.19.0-rc.3/docs/sources/reference/components>.
struct AlloyConfiguration {
  let stack: Stack
  let logging: Logging

  static func generate(_ stack: Stack) -> [Artifact] {
    guard let logging = stack.providedLogging else { return [] }
    return [.text("alloy/config.alloy", AlloyConfiguration(stack: stack, logging: logging).text)]
  }

  var text: String {
    """
    // \(Header.owned(stack))

    logging {
      level  = "info"
      format = "json"
    }

    // Whose lines are read: all containers on the application's network, and the stack's own.
    discovery.docker "application" {
      host             = "unix:///var/run/docker.sock"
      refresh_interval = "15s"

      filter {
        name   = "network"
        values = [\(quoted(ComposeFile.network(of: stack)))]
      }
    }

    discovery.docker "project" {
      host             = "unix:///var/run/docker.sock"
      refresh_interval = "15s"

      filter {
        name   = "label"
        values = [\(quoted("project=\(stack.project)"))]
      }
    }

    // Labels are few and bounded; what varies from line to line is kept beside the line, below.
    discovery.relabel "containers" {
      targets = array.concat(discovery.docker.application.targets, discovery.docker.project.targets)

      // Keeps replicas apart, whose lines would otherwise push each other out of order.
    \(rule(from: "__meta_docker_container_name", regex: "/?(.+)", to: "container"))
    \(rules.joined(separator: "\n"))
      // Nothing else stays: a label that changes at a restart would have the whole log read again.
      rule {
        action = "labelkeep"
        regex  = \(quoted((["__meta_docker_container_id", "container"] + logging.labels).joined(separator: "|")))
      }
    }

    // stdout or stderr, known only line by line.
    discovery.relabel "stream" {
      targets = []

    \(rule(from: "__meta_docker_container_log_stream", to: "stream"))
    }

    loki.source.docker "containers" {
      host          = "unix:///var/run/docker.sock"
      targets       = discovery.relabel.containers.output
      relabel_rules = discovery.relabel.stream.rules
      forward_to    = [loki.process.lines.receiver]
    }

    loki.process "lines" {
      forward_to = [loki.write.loki.receiver]

      // Loki would refuse them; dropped here they are counted.
      stage.drop {
        older_than          = "\(LoggingConfiguration.oldestLine(stack).milliseconds / 3_600_000)h"
        drop_counter_reason = "too_old"
      }

      // Lines that are not JSON pass as they are.
      stage.json {
        expressions = {\(Self.fields.map { "\($0) = \"\"" }.joined(separator: ", "))}
      }

      // Found without an index: never labels.
      stage.structured_metadata {
        values = {\(Self.fields.map { "\($0) = \"\"" }.joined(separator: ", "))}
      }
    }

    // Two hours of retries. Meanwhile nothing more is read, and Docker keeps the lines.
    loki.write "loki" {
      endpoint {
        url                 = "http://\(stack.address(of: .loki) ?? "")/loki/api/v1/push"
        max_backoff_period  = "1m"
        max_backoff_retries = 120
      }
    }

    """
  }

  /// Fields of a structured line that are kept beside it.
  private static let fields = ["level", "logger", "trace_id", "span_id", "request_id"]

  /// One rule, or several, for each label: from the container's own label, with defaults for `service` and `environment`.
  private var rules: [String] {
    logging.labels.flatMap { label -> [String] in
      let own = rule(from: "__meta_docker_container_label_\(label)", regex: "(.+)", to: label)
      switch label {
      case "service":
        return [rule(from: "__meta_docker_container_label_com_docker_compose_service", regex: "(.+)", to: label)]
          + renamed + [own]
      case "environment": return [rule(to: label, replacement: stack.environment), own]
      default: return [own]
      }
    }
  }

  /// A service of the spec whose Compose service has another name: `app:8000` is scraped as `api`, and its lines say so too.
  private var renamed: [String] {
    stack.services.compactMap { owner in
      let hosts = owner.targets.map(\.host).filter {
        $0 != owner.name && $0 != "localhost" && !$0.contains(".") && !$0.hasPrefix("[")
      }
      guard !hosts.isEmpty else { return nil }
      let regex = hosts.uniqued().map(Selector.quotedMeta).joined(separator: "|")
      return rule(
        from: "__meta_docker_container_label_com_docker_compose_service", regex: regex, to: "service",
        replacement: owner.name)
    }
  }

  private func rule(from source: String? = nil, regex: String? = nil, to target: String, replacement: String? = nil)
    -> String
  {
    var lines = ["  rule {"]
    if let source { lines.append("    source_labels = [\(quoted(source))]") }
    if let regex { lines.append("    regex         = \(quoted(regex))") }
    lines.append("    target_label  = \(quoted(target))")
    if let replacement { lines.append("    replacement   = \(quoted(replacement))") }
    return (lines + ["  }", ""]).joined(separator: "\n")
  }

  private func quoted(_ text: String) -> String { JSONWriter.quoted(text) }
}
