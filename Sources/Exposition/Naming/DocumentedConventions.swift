/// What Prometheus' documentation asks for beyond what promlint looks at.
/// <https://prometheus.io/docs/practices/naming/>, <https://prometheus.io/docs/instrumenting/writing_exporters/>
extension NamingConvention {
  /// `requests_by_code{code}`. A word that merely recurs, as in `cpu_seconds_total{cpu}`, says what is measured.
  public static let labelInName = NamingConvention("label-in-name") { metric in
    let tokens = metric.tokens
    for (index, label) in metric.labels.enumerated() {
      let words = label.split(separator: "_")
      guard !words.isEmpty, tokens.count > words.count + 1 else { continue }
      for start in 2...tokens.count - words.count
      where ["by", "per"].contains(tokens[start - 1].text)
        && tokens[start..<start + words.count].map(\.text).elementsEqual(words)
      {
        let range = tokens[start - 1].range.lowerBound..<tokens[start + words.count - 1].range.upperBound
        return [
          NamingProblem(
            .name(range),
            "the label `\(metric.labels[index])` is in the name too, which is wrong as soon as it is aggregated away",
            help: "name it `\(metric.replacing(range.lowerBound - 1..<range.upperBound, with: ""))`")
        ]
      }
    }
    return []
  }

  /// Labels that say where a target is or whose it is.
  public static let targetLabels: Set<String> = [
    "job", "instance", "region", "zone", "datacenter", "dc", "cluster", "env", "environment", "owner", "team",
  ]

  public static let targetLabel = NamingConvention("target-label") { metric in
    // An info metric is there to carry them.
    guard !metric.name.hasSuffix("_info") else { return [] }
    return metric.labels.indices.compactMap { index in
      let label = metric.labels[index]
      guard targetLabels.contains(label) else { return nil }
      let effect =
        label == "job" || label == "instance"
        ? "Prometheus attaches it, and renames this one to `exported_\(label)`"
        : "it says where the whole process runs or whose it is, which its configuration knows better"
      return NamingProblem(
        .label(index), "`\(label)` on `\(metric.name)` is a label of the target: \(effect)",
        help: "remove it, and let the scrape configuration attach it")
    }
  }

  public static let infoType = NamingConvention("info-type") { metric in
    guard let ending = metric.ending("_info"), let type = metric.type,
      [.counter, .histogram, .summary, .gaugehistogram].contains(type)
    else { return [] }
    return [
      NamingProblem(
        .name(ending),
        "`_info` names a gauge that is always 1 and carries labels, and `\(metric.name)` is a \(type.rawValue)",
        help: "make it a gauge of 1, or name it after what it counts")
    ]
  }

  public static let timestampUnit = NamingConvention("timestamp-unit") { metric in
    let tokens = metric.tokens
    guard let index = tokens.lastIndex(where: { $0.text == "timestamp" }), metric.type != .counter,
      index + 1 == tokens.count
    else { return [] }
    return [
      NamingProblem(
        .name(tokens[index].range), "`\(metric.name)` does not say its unit: a timestamp is in seconds since the epoch",
        help: "name it `\(metric.name)_seconds`, and expose seconds")
    ]
  }

  public static let singularUnit = NamingConvention("singular-unit") { metric in
    let tokens = metric.tokens
    let last = tokens.count - (metric.name.hasSuffix("_total") ? 2 : 1)
    guard last > 0, let plural = MetricUnits.singulars[tokens[last].text],
      // A rate: `bytes_per_second`.
      tokens[last - 1].text != "per"
    else { return [] }
    return [
      NamingProblem(
        .name(tokens[last].range), "units are written in the plural, so that a name can be guessed",
        help: "name it `\(metric.replacing(tokens[last].range, with: plural))`")
    ]
  }

  private static let percentWords: Set<Substring> = ["percent", "percents", "percentage", "pct"]

  public static let percentage = NamingConvention("percentage") { metric in
    metric.tokens.dropFirst().filter { percentWords.contains($0.text) }.prefix(1).map { token in
      NamingProblem(
        .name(token.range), "`\(metric.name)` is a percentage, and panels and thresholds expect shares from 0 to 1",
        help: "expose the share: `\(metric.replacing(token.range, with: "ratio"))`")
    }
  }
}
