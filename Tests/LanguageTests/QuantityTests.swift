import PromQL
import Testing

struct QuantityTests {
  /// Expression, what its values are.
  static let cases: [(String, Quantity?)] = [
    ("process_resident_memory_bytes", Quantity(data: 1)), ("x_seconds_total", Quantity(time: 1)), ("up", nil),
    ("node_boot_time_seconds", nil), ("x_timestamp_seconds", nil), ("x_seconds_count", nil), ("a:b_seconds:sum", nil),
    ("rate(cpu_seconds_total[5m])", Quantity(isShare: true)), ("rate(x_bytes_total[5m])", Quantity(time: -1, data: 1)),
    ("rate(x_bytes_total[5m]) * 8", Quantity(time: -1, data: 1, scale: 0.125)),
    ("1e3 * x_seconds", Quantity(time: 1, scale: 1e-3)),
    ("x_bytes / 1024 / 1024", Quantity(data: 1, scale: 1_048_576)),
    ("x_bytes / (1024 * 1024)", Quantity(data: 1, scale: 1_048_576)),
    ("a_bytes / b_bytes", Quantity(isShare: true)),
    ("100 - 100 * a_bytes / b_bytes", Quantity(scale: 0.01, isShare: true)),
    ("rate(x_seconds_sum[5m]) / rate(x_seconds_count[5m])", Quantity(time: 1)),
    ("sum(rate(x_bytes_sum[5m])) / sum(rate(x_bytes_count[5m]))", Quantity(data: 1)),
    ("histogram_quantile(0.9, sum by (le) (rate(x_seconds_bucket[5m])))", Quantity(time: 1)),
    ("a_bytes + b_bytes", Quantity(data: 1)), ("a_bytes + b_seconds", nil), ("a_bytes * b_bytes", nil),
    ("count(a_bytes)", nil),
    ("a_bytes * on (x) group_left (v) node_uname_info", Quantity(data: 1)), ("a_bytes > 5", Quantity(data: 1)),
    ("a_bytes or vector(0)", Quantity(data: 1)), ("increase(x_seconds_total[1h])", Quantity(time: 1)),
    ("a_bytes - a_bytes offset 1h", Quantity(data: 1)), ("a_bytes / on () b_count", nil),
    // A number of things is no unit.
    ("a_bytes / 3", Quantity(data: 1)), ("1.5 * a_bytes", Quantity(data: 1)), ("a_seconds / 7", Quantity(time: 1)),
    ("a_bytes / 3 / 1024", Quantity(data: 1, scale: 1024)), ("a_bytes / 3072", nil),
    ("a_bytes / 125 ", Quantity(data: 1, scale: 125)), ("a_seconds / 60", Quantity(time: 1, scale: 60)),
    ("rate(a_bytes_total[5m]) * 60", Quantity(time: -1, data: 1, scale: 1.0 / 60)),
    ("a_seconds * 1e6", Quantity(time: 1, scale: 1e-6)), ("vector(1000) * a_seconds", Quantity(time: 1, scale: 1e-3)),
    // Nor is it one of a share.
    ("100 * a_bytes / b_bytes", Quantity(scale: 0.01, isShare: true)),
    ("a_bytes / (b_bytes / 100)", Quantity(scale: 0.01, isShare: true)),
    ("a_bytes * 100 / 1024 / (b_bytes / 1024)", Quantity(scale: 0.01, isShare: true)),
    ("3 * a_bytes / b_bytes", Quantity(scale: 1.0 / 3, isShare: true)),
    ("rate(a_seconds_total[5m]) * 100", Quantity(scale: 0.01, isShare: true)),
    ("a_micro_seconds", Quantity(time: 1, scale: 1e-6)), ("a_milli_seconds_total", Quantity(time: 1, scale: 1e-3)),
    ("a_nano_seconds_sum", Quantity(time: 1, scale: 1e-9)), ("a_kilo_bytes", Quantity(data: 1, scale: 1e3)),
    ("a_micros", Quantity(time: 1, scale: 1e-6)), ("call_duration_us", Quantity(time: 1, scale: 1e-6)),
    ("a_micros_seconds", Quantity(time: 1, scale: 1e-6)), ("wait_ms_seconds", nil), ("network_speed_bytes", nil),
    ("a_bytes + b_bytes * 100", nil), ("visits_us", nil), ("a_time_milli_seconds", nil), ("read_bytes_sec", nil),
    ("micro_bus", nil),
  ]

  @Test(arguments: cases.indices)
  func ofExpression(index: Int) throws {
    let (text, expected) = Self.cases[index]
    let quantity = try #require(Expr.parse(text).expression).quantity
    let isSame = quantity.map { one in
      expected.map { one.isSameDimension(as: $0) && one.isSameScale(as: $0) && one.isShare == $0.isShare } ?? false
    }
    #expect(isSame ?? (expected == nil), Comment(rawValue: "\(text): \(String(describing: quantity))"))
  }
}
