import Documents

/// Who reads a file of rules or jobs: Prometheus, or a program that takes the same format with more keys, or with expressions in another
/// language.
package enum Dialect: String, Sendable, CaseIterable {
  case prometheus, thanos, mimir, cortex, loki, vmalert, vmagent
  /// The rules of Grafana's Asserts.
  case asserts
  /// Grafana, of whose provisioned alerts the queries are looked at where the settings say so.
  case grafana

  /// As messages name it.
  package var program: String {
    switch self {
    case .prometheus: "Prometheus"
    case .thanos: "the ruler of Thanos"
    case .mimir: "the ruler of Mimir"
    case .cortex: "the ruler of Cortex"
    case .loki: "the ruler of Loki"
    case .vmalert, .vmagent: rawValue
    case .asserts: "Grafana's Asserts"
    case .grafana: "Grafana"
    }
  }

  /// What its expressions are written in.
  package var language: QueryLanguage {
    switch self {
    case .loki: .logQL
    case .vmalert: .metricsQL
    default: .promQL
    }
  }

  /// Keys beside those of Prometheus.
  package struct Keys: Sendable {
    var file: Set<String> = []
    var group: Set<String> = []
    var rule: Set<String> = []
    /// Of a job in `scrape_configs`.
    var job: Set<String> = []
  }

  /// Sources: thanos-io/thanos, pkg/rules/rulespb; grafana/mimir, pkg/mimirtool/rules/rwrulefmt and pkg/ruler/rulespb;
  /// cortexproject/cortex, pkg/ruler/rulespb; VictoriaMetrics/VictoriaMetrics, app/vmalert/config/config.go and
  /// lib/promscrape/config.go.
  package var keys: Keys {
    switch self {
    case .prometheus, .grafana: Keys()
    case .thanos: Keys(group: ["partial_response_strategy"])
    // <https://registry.terraform.io/providers/grafana/grafana/latest/docs/resources/asserts_prom_rule_file>
    case .asserts: Keys(file: ["name"])
    case .mimir, .cortex, .loki:
      Keys(
        file: ["namespace"],
        group: [
          "source_tenants", "evaluation_delay", "query_offset", "align_evaluation_time_on_interval",
          "align_execution_time_on_interval", "remote_write",
        ])
    case .vmalert:
      Keys(
        group: [
          "type", "concurrency", "eval_offset", "eval_delay", "eval_alignment", "params", "headers", "notifier_headers",
          "extra_filter_labels", "tenant", "debug", "replay",
        ], rule: ["debug", "update_entries_limit"])
    case .vmagent:
      Keys(job: [
        "disable_compression", "disable_keepalive", "stream_parse", "scrape_align_interval", "scrape_offset",
        "series_limit", "no_stale_markers", "relabel_debug", "metric_relabel_debug", "max_scrape_size", "headers",
        "proxy_authorization", "proxy_basic_auth", "proxy_bearer_token", "proxy_bearer_token_file", "proxy_headers",
        "proxy_oauth2", "proxy_tls_config", "yandexcloud_sd_configs", "vultr_configs",
      ])
    }
  }
}
