import Exposition

extension Rule {
  static let metricTimestampUnit = Rule(
    "metric/timestamp-unit", .info, "a timestamp does not say that it is in seconds",
    why:
      """
      Seconds since the epoch are what `time()` gives. A timestamp that does not say so is read as milliseconds by \
      half of its readers.
      """,
    bad: [
      Example(
        """
        # HELP last_backup_⟦timestamp⟧ When the last backup ended.
        # TYPE last_backup_timestamp gauge
        last_backup_timestamp 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP last_backup_timestamp_seconds When the last backup ended.
        # TYPE last_backup_timestamp_seconds gauge
        last_backup_timestamp_seconds 5

        """, name: "example.prom")
    ],
    check: .naming(.timestampUnit))
}
