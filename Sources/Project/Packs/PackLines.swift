import Documents

/// The unit test of an alert on log lines: which lines its expression looks at.
package struct PackLines: Sendable {
  package var counted: [Line] = []
  package var ignored: [Line] = []

  package struct Line: Sendable {
    package var text = ""
    package var labels: OrderedMap<String> = [:]
  }

  package static let section = Section(
    "pack_lines", "Lines that an alert counts and lines that it does not.", default: PackLines(),
    fields: [
      .init("counted", \.counted, .list(of: line.codec, minimum: 1), "Lines that it counts.", isRequired: true),
      .init("ignored", \.ignored, .list(of: line.codec), "Lines that it does not."),
    ])

  private static let line = Section(
    "line", "A log line.", default: Line(),
    fields: [
      .init("line", \.text, .string, "Its text.", isRequired: true),
      .init("labels", \.labels, .mapping(of: .text, key: Name.label), "What is known of it besides, `detected_level`."),
    ])
}
