import Documents
import Project

extension Tree {
  /// Alertmanager's matchers of labels and the values of which an alert must have one.
  static func matchers(_ match: OrderedMap<[String]>) -> Tree {
    .strings(
      match.map { label, values in
        values.count == 1
          ? "\(label)=\(JSONWriter.quoted(values[0]))"
          : "\(label)=~\(JSONWriter.quoted(values.map(Selector.quotedMeta).joined(separator: "|")))"
      })
  }
}
