/// Which metrics of packs the parts of the generated code fill in by themselves.
enum PythonIntegrations {
  /// Of requests, by the argument of `HTTPMetrics`.
  static let http = [
    ("requests", "http_requests_total"), ("duration", "http_request_duration_seconds"),
    ("in_progress", "http_requests_in_progress"), ("size", "http_response_size_bytes"),
  ]

  /// Of browsers: the kind of a sample, its metric, and what makes the metric's unit of the browser's.
  static let vitals = [
    ("LCP", "web_vitals_lcp_seconds", "0.001"), ("INP", "web_vitals_inp_seconds", "0.001"),
    ("CLS", "web_vitals_cls_score", "1.0"), ("FCP", "web_vitals_fcp_seconds", "0.001"),
    ("TTFB", "web_vitals_ttfb_seconds", "0.001"), ("DCL", "page_dom_content_loaded_seconds", "0.001"),
    ("LOAD", "page_load_duration_seconds", "0.001"),
  ]

  /// Of models and agents: arguments of `Models` and `Agents`, without their prefix.
  static let used: Set<String> = [
    "model_requests_total", "model_inference_duration_seconds", "model_time_to_first_token_seconds",
    "model_requests_in_progress", "model_tokens_total", "model_cached_tokens_total", "model_rate_limited_total",
    "model_finish_reasons_total",
    "agent_tasks_started_total", "agent_tasks_completed_total", "agent_task_duration_seconds",
    "agent_tasks_in_progress", "agent_task_steps", "agent_tool_calls_total", "agent_tool_call_duration_seconds",
    "agent_delegations_total",
  ]

  /// Metrics that the code of a pack takes all of, by the pack. That of requests takes whichever there are.
  static let counted: [(pack: String, metrics: Set<String>)] = [
    ("ai", used), ("agents", used),
    ("rum", Set(vitals.map { $0.1 } + ["page_loads_total", "javascript_errors_total"])),
  ]
}
