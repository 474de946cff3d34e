extension Rule {
  static let cardinalityMeasuredBound = Rule(
    "cardinality/measured-bound", .warning, "a label has more values than the spec says",
    why:
      """
      The arithmetic of series, and with it the size of Prometheus, stands on the declared bounds. One that does \
      not hold makes all of it wrong.
      """,
    bad: [
      Example(files: [
        "pharos.yml": Example.shopWithJobs,
        "page.prom": "# TYPE jobs gauge\njobs{⟦queue⟧=\"a\"} 1\njobs{queue=\"b\"} 1\njobs{queue=\"c\"} 1\n",
      ])
    ],
    good: [
      Example(files: [
        "pharos.yml": Example.shopWithJobs,
        "page.prom": "# TYPE jobs gauge\njobs{queue=\"a\"} 1\njobs{queue=\"b\"} 1\n",
      ])
    ],
    check: .measured("cardinality/measured-bound"))
}
