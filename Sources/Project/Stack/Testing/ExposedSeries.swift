import PromQL

extension ServiceNames {
  /// The series of a pack's test as the service exposes them.
  ///
  /// Where a counter is a histogram's count, the test's series of that count would count everything twice: those of the counter tell more.
  func exposed(_ all: [PackSeries]) -> [PackSeries] {
    let renamed = all.map { (pack: $0, exposed: exposed($0)) }
    let counted = Set(
      renamed.filter { MetricPart.count.metric(of: String(name($0.pack))) == nil }.map { name($0.exposed) })
    return renamed.filter {
      MetricPart.count.metric(of: String(name($0.pack))) == nil || !counted.contains(name($0.exposed))
    }
    .map(\.exposed)
  }

  private func exposed(_ series: PackSeries) -> PackSeries {
    guard let (text, naming) = self.series.exposed(series.series) else { return series }
    var result = series
    result.series = text
    guard naming.value != .none else { return result }
    func scaled(_ number: String?) -> String? { number.map { "(\($0))\(naming.value.inverse.suffix)" } }
    result.rate = scaled(series.rate)
    result.value = scaled(series.value)
    result.once = scaled(series.once)
    return result
  }

  private func name(_ series: PackSeries) -> Substring { series.series.prefix { $0 != "{" } }
}

extension PackTest {
  /// The test of a service that calls its series otherwise.
  func named(by names: ServiceNames?) -> PackTest {
    var test = self
    if let names { test.series = names.exposed(series) }
    return test
  }
}

extension PackRecordTest {
  /// The test of a service that calls its series otherwise.
  func named(by names: ServiceNames?) -> PackRecordTest {
    var test = self
    if let names { test.series = names.exposed(series) }
    return test
  }
}
