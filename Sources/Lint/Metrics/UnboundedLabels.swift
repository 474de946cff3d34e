import Documents
import Exposition

/// Labels that hold identities, by their names.
package struct UnboundedLabels: Sendable {
  /// Identities for certain.
  package var names: [String]
  /// Identities more often than not, which takes evidence.
  package var suspects: [String]

  /// Values from which on a suspect is one.
  private static let evidence = 10
  /// A bound up to which a declared label is bounded, whatever it is called.
  private static let smallBound = 100

  package init(names: [String], suspects: [String]) {
    self.names = names
    self.suspects = suspects
  }

  package static let standard = UnboundedLabels(
    names: [
      "user", "user_id", "userid", "username", "email", "ip_address", "client_ip", "remote_addr", "session",
      "session_id", "trace", "trace_id", "span_id", "request", "request_id", "correlation_id", "uuid", "guid",
      "customer_id", "order_id", "account_id",
    ],
    suspects: ["id", "ip", "path", "url", "uri", "query", "sql", "message", "error_message", "timestamp"])

  package static let help =
    "leave it out, or replace it by a class: the kind of user, the route's template, the error's type"

  /// What is wrong with a label of an exposition.
  package func problem(_ label: LabelValues, of metric: String) -> String? {
    // Of one value nobody knows whether more will come: it may be a class, such as `other`.
    guard names.contains(label.name) && label.count > 1 || suspects.contains(label.name) && label.count >= Self.evidence
    else {
      return nil
    }
    return message(label.name, metric, " (\(label.isEstimate ? "about " : "")\(label.count.grouped) values here)")
  }

  /// What is wrong with a declared label.
  func problem(_ label: String, declaredAs domain: Node?, of metric: String) -> String? {
    let isSuspect = suspects.contains(label)
    guard isSuspect || names.contains(label), domain?["values"] == nil else { return nil }
    let most = domain?["max"]?.text.flatMap { Int($0) } ?? 0
    if most > 0, isSuspect || most <= Self.smallBound { return nil }
    return message(label, metric, most > 0 ? " (declared with up to \(most.grouped))" : "")
  }

  private func message(_ label: String, _ metric: String, _ evidence: String) -> String {
    "`\(label)` on `\(metric)` has no upper bound\(evidence): each value is a series of its own"
  }
}
