/// Units in the names of metrics.
/// <https://github.com/prometheus/client_golang/blob/89c60c055469/prometheus/testutil/promlint/validations/units.go>
enum MetricUnits {
  /// By the word in a name, the base unit that belongs there.
  static let bases: [Substring: String] = [
    "amperes": "amperes", "bytes": "bytes", "celsius": "celsius", "grams": "grams", "joules": "joules",
    "kelvin": "kelvin", "meters": "meters", "metres": "metres", "seconds": "seconds", "volts": "volts",
    "minutes": "seconds", "hours": "seconds", "days": "seconds", "weeks": "seconds",
    "kelvins": "kelvin", "fahrenheit": "celsius", "rankine": "celsius",
    "inches": "meters", "yards": "meters", "miles": "meters",
    "bits": "bytes", "calories": "joules", "pounds": "grams", "ounces": "grams",
  ]

  /// `mibi` and `gibi` as promlint has them, not `mebi`.
  static let prefixes = [
    "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi", "mega", "mibi", "giga", "gibi",
    "tera", "tebi", "peta", "pebi",
  ]

  static let abbreviations: Set<Substring> = [
    "s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d",
  ]

  /// What an abbreviation most often stands for.
  static let meanings: [Substring: String] = [
    "s": "seconds", "ms": "seconds", "us": "seconds", "ns": "seconds", "sec": "seconds", "m": "seconds",
    "h": "seconds", "d": "seconds", "b": "bytes", "kb": "bytes", "mb": "bytes", "gb": "bytes", "tb": "bytes",
    "pb": "bytes",
  ]

  static let singulars: [Substring: String] = [
    "second": "seconds", "byte": "bytes", "meter": "meters", "metre": "metres", "gram": "grams", "joule": "joules",
    "volt": "volts", "ampere": "amperes",
  ]

  /// The base unit of a word that is a unit, with or without a prefix.
  static func base(of token: Substring) -> String? {
    if let base = bases[token] { return base }
    for prefix in prefixes where token.hasPrefix(prefix) {
      if let base = bases[token.dropFirst(prefix.count)] { return base }
    }
    return nil
  }
}
