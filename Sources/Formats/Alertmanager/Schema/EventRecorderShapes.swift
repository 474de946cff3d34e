import Documents

/// `event_recorder`, where events of Alertmanager itself go.
///
/// From <https://github.com/prometheus/alertmanager/tree/main/eventrecorder> and `kafka/` there, of August 2026.
enum EventRecorderShapes {
  static let eventRecorder = Shape.section(
    SectionShape(
      "event_recorder",
      [
        "file_outputs": .list(file), "webhook_outputs": .list(webhook), "kafka_outputs": .list(kafka),
        "stdout_outputs": .list(.section(SectionShape("stdout output", [:]))),
      ]))

  private static let file = Shape.section(
    SectionShape("file output", .fields(text: "path"), checks: [Condition.filled("path")]))

  private static let webhook = Shape.section(
    SectionShape(
      "webhook output",
      .fields(
        flags: "batch", integers: "workers max_retries",
        [
          "url": .webURL, "http_config": HTTPClientShape.config, "timeout": .duration, "retry_backoff": .duration,
          "batch_max_events": .natural, "batch_max_bytes": .natural, "batch_flush_interval": .duration,
        ]),
      checks: [
        Condition.filled("url"),
        { node in
          if node.flag("batch") == true { return [] }
          return ["batch_max_events", "batch_max_bytes", "batch_flush_interval"].compactMap { key in
            guard let entry = node.given(key), !["0", "0s"].contains(entry.value.text) else { return nil }
            return FormatProblem("`\(key)` needs `batch: true`", help: "add it, or remove this", at: entry.key.range)
          }
        },
      ]))

  private static let kafka = Shape.section(
    SectionShape(
      "kafka output",
      .fields(
        text: "topic client_id", integers: "buffer_size",
        [
          "brokers": .list(.string), "format": .choice(["json", "protobuf", ""]),
          "acks": .choice(["none", "leader", "all", ""]),
          "compression": .choice(["none", "gzip", "snappy", "lz4", "zstd", ""]),
          "tls_config": HTTPClientShape.tls,
        ]),
      checks: [
        Condition.filled("topic"),
        { node in
          let brokers = node["brokers"]?.sequence ?? []
          if let empty = brokers.first(where: { $0.isNull || $0.text == "" }) {
            return [FormatProblem("a broker cannot be empty", help: "write it like `host:9092`", at: empty.range)]
          }
          if !brokers.isEmpty { return [] }
          return [
            FormatProblem(
              "kafka output lacks `brokers`", help: "add `brokers:`", at: Condition.start(node))
          ]
        },
      ]))
}
