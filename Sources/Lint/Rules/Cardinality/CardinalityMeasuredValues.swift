extension Rule {
  static let cardinalityMeasuredValues = Rule(
    "cardinality/measured-values", .warning, "a label has more values than the budget",
    why:
      """
      A label of more than a hundred values on one target usually holds an identity: a user, a raw path, an \
      error's text.
      """,
    bad: [
      Example(files: [
        "pharos.yml": Example.shop + "budgets: { label_values: 2 }\n",
        "page.prom": "# TYPE jobs gauge\njobs{⟦queue⟧=\"a\"} 1\njobs{queue=\"b\"} 1\njobs{queue=\"c\"} 1\n",
      ])
    ],
    good: [
      Example(files: [
        "pharos.yml": Example.shop + "budgets: { label_values: 3 }\n",
        "page.prom": "# TYPE jobs gauge\njobs{queue=\"a\"} 1\njobs{queue=\"b\"} 1\njobs{queue=\"c\"} 1\n",
      ]),
      Example(files: [
        "pharos.yml": Example.shop + "budgets: { label_values: 2 }\n",
        "page.prom": """
        # TYPE shop_feature_enabled gauge
        shop_feature_enabled{name="a"} 1
        shop_feature_enabled{name="b"} 0
        shop_feature_enabled{name="c"} 1

        """,
      ]),
    ],
    check: .measured("cardinality/measured-values"))
}
