/// Series that Prometheus writes itself: no target exposes them.
public enum PrometheusSeries {
  /// Whether a target answered the last scrape.
  public static let up = "up"
  /// Each alert that is pending or fires.
  public static let alerts = "ALERTS"
  /// Since when each of them has been pending.
  public static let alertStates = "ALERTS_FOR_STATE"

  /// Those that exist wherever something is scraped or a rule alerts.
  public static let common = [up, alerts, alertStates]

  /// Whether a series of that name is one; all others are about a scrape.
  /// <https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series>
  public static func contains(_ name: String) -> Bool { common.contains(name) || name.hasPrefix("scrape_") }
}
