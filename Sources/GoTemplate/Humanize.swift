/// The functions that make a number readable.
/// https://github.com/prometheus/prometheus/blob/main/template/template.go,
/// https://github.com/prometheus/common/blob/main/helpers/templates/time.go
enum Humanize {
  static func metric(_ value: Double) -> String {
    if value == 0 || !value.isFinite { return GoFloat.fourDigits(value) }
    if abs(value) >= 1 { return scaled(value, down: ["k", "M", "G", "T", "P", "E", "Z", "Y"], by: 1000) }
    return small(value)
  }

  static func binary(_ value: Double) -> String {
    if abs(value) <= 1 || !value.isFinite { return GoFloat.fourDigits(value) }
    return scaled(value, down: ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"], by: 1024)
  }

  static func percentage(_ value: Double) -> String { GoFloat.fourDigits(value * 100) + "%" }

  /// Nil where Go's conversion to whole seconds overflows, which differs between machines.
  static func duration(_ value: Double) -> String? {
    guard value.isFinite else { return GoFloat.fourDigits(value) }
    if value == 0 { return GoFloat.fourDigits(value) + "s" }
    guard abs(value) >= 1 else { return small(value) + "s" }
    guard let whole = Int(exactly: abs(value).rounded(.towardZero)) else { return nil }
    let sign = value < 0 ? "-" : ""
    let (seconds, minutes, hours, days) = (whole % 60, whole / 60 % 60, whole / 3600 % 24, whole / 86400)
    if days != 0 { return "\(sign)\(days)d \(hours)h \(minutes)m \(seconds)s" }
    if hours != 0 { return "\(sign)\(hours)h \(minutes)m \(seconds)s" }
    if minutes != 0 { return "\(sign)\(minutes)m \(seconds)s" }
    return sign + GoFloat.fourDigits(abs(value)) + "s"
  }

  private static func small(_ value: Double) -> String {
    var (value, prefix) = (value, "")
    for next in ["m", "u", "n", "p", "f", "a", "z", "y"] where abs(value) < 1 {
      prefix = next
      value *= 1000
    }
    return GoFloat.fourDigits(value) + prefix
  }

  private static func scaled(_ value: Double, down prefixes: [String], by factor: Double) -> String {
    var (value, prefix) = (value, "")
    for next in prefixes where abs(value) >= factor {
      prefix = next
      value /= factor
    }
    return GoFloat.fourDigits(value) + prefix
  }
}
