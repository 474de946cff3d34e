extension Rule {
  static let cardinalityMeasuredSeries = Rule(
    "cardinality/measured-series", .warning, "an exposition has more series than the budget",
    why:
      """
      What one target exposes is multiplied by the number of targets. The budgets are those of the spec in reach, \
      `budgets:`, or its defaults.
      """,
    bad: [
      Example(files: [
        "pharos.yml": Example.shop + "budgets: { series_per_metric: 2 }\n",
        "page.prom": "# TYPE ⟦jobs⟧ gauge\njobs{queue=\"a\"} 1\njobs{queue=\"b\"} 1\njobs{queue=\"c\"} 1\n",
      ])
    ],
    good: [
      Example(files: [
        "pharos.yml": Example.shop + "budgets: { series_per_metric: 3 }\n",
        "page.prom": "# TYPE jobs gauge\njobs{queue=\"a\"} 1\njobs{queue=\"b\"} 1\njobs{queue=\"c\"} 1\n",
      ])
    ],
    check: .measured("cardinality/measured-series"))
}
