import Documents
import Exposition
import Project

extension MetricFamily {
  /// Its type in the words of a spec; nil for one that a spec does not have.
  var kind: Metric.Kind? {
    switch type {
    case .gaugehistogram: nil
    case .untyped, nil: .unknown
    case let type?: Metric.Kind(rawValue: type.rawValue)
    }
  }

  /// Its `buckets`; nil where it is no histogram.
  var buckets: Tree? {
    kind == .histogram ? .list(bounds.filter(\.isFinite).map { .number(Self.digits($0)) }) : nil
  }

  /// Without an exponent.
  private static func digits(_ bound: Double) -> String { Decimal(string: "\(bound)")?.digits ?? "\(bound)" }
}
