import ArgumentParser
import Documents
import PromQL

// Values of the layers below that are written as arguments.

extension Severity: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}
extension AnswerFormat: ExpressibleByArgument {}
extension ExpositionEncoding: ExpressibleByArgument {}

extension PrometheusVersion: ExpressibleByArgument {
  /// A release as the command line gives it, `3.5` or `v3.5.0`; nil for anything else.
  public init?(argument: String) { self.init(argument) }
}
