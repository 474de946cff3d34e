import Exposition

extension Rule {
  static let metricTotalSuffix = Rule(
    "metric/total-suffix", .warning, "a metric that is no counter ends with `_total`",
    why:
      """
      Readers and tools take `_total` for a counter and take its rate, which of a gauge means nothing.
      """,
    bad: [
      Example(
        """
        # HELP disk_space⟦_total⟧ Size of the disk.
        # TYPE disk_space_total gauge
        disk_space_total 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP disk_size_bytes Size of the disk.
        # TYPE disk_size_bytes gauge
        disk_size_bytes 5

        """, name: "example.prom")
    ],
    check: .naming(.totalSuffix))
}
