import Documents
import GoTemplate

/// Which texts of the spec are templates is part of their fields' types. All others are text, whatever they hold.
extension Codec where Value == String {
  /// An annotation: Prometheus fills it in when the alert fires.
  static let alertTemplate = Codec.string.template(of: .prometheus)
  /// The value of an alert's label, which Prometheus fills in as well.
  static let alertLabel = Codec.text.template(of: .prometheus)
  /// A field of a receiver: Alertmanager fills it in for each notification.
  static let notificationTemplate = Codec.string.template(of: .alertmanager)

  /// The same text, parsed as the program does that fills it in.
  func template(of dialect: Dialect) -> Codec {
    let reader = dialect == .prometheus ? "Prometheus" : "Alertmanager"
    let name = dialect == .prometheus ? "alert template" : "notification template"
    return Codec(name, schema: schema, encode: encode) { [decode] node, decoding in
      guard let text = decode(node, &decoding) else { return nil }
      guard text.includes("{{"), let map = node.scalarMap(in: decoding.source) else { return text }
      for error in AlertTemplate(text, dialect: dialect).errors {
        decoding.report(
          SpecFinding.template, error.message, help: "\(reader) would refuse it", at: map.range(of: error.range))
      }
      // What else there is to say of the alert or receiver does not depend on it.
      return text
    }
  }
}
