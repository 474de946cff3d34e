import Documents
import Lint
import Overlays
import Project
import Regeneration

/// What comes of overlays, linted before anything is written: a stack that Prometheus would refuse is not worth generating.
enum OverlaidStack {
  /// Errors in a stack with something laid over it. Without overlays there are none, so that each is an overlay's.
  static func errors(_ artifacts: [Artifact], _ overlays: [Overlay], _ project: LoadedProject) throws -> [Finding] {
    let sources = Dictionary(
      uniqueKeysWithValues: try artifacts.map { ($0.path, SourceFile(name: $0.path, bytes: try $0.contents.bytes)) })
    let linter = Linter(settings: project.lintSettings, knowledge: Knowledge(today: Today.date))
    let report = linter.lint(
      artifacts.map { .init($0.path, isNamed: false) },
      Linter.Access(
        read: { path in
          sources[path].map { .success($0) }
            ?? .failure(UnreadableFile(path: path, message: "is not generated", help: nil))
        }))
    return report.findings.filter { $0.severity == .error }.map { finding in
      overlays.first { $0.path == finding.source.name }.map { finding.placed(in: $0.source) } ?? finding
    }
  }
}

extension Finding {
  /// The finding where its cause stands in an overlay; where that does not show, with a note that names the overlay.
  fileprivate func placed(in overlay: SourceFile) -> Finding {
    if let place = overlay.onlyPlace(of: source.text(range)) ?? placeByLine(in: overlay) {
      return Finding(kind, message, severity: severity, help: help, in: overlay, at: place)
    }
    return Finding(
      kind, message, severity: severity, help: help, in: source, at: range,
      notes: notes + [Note("in what comes of this overlay", in: overlay, at: 0..<0)], fix: fix)
  }

  /// The place of a finding whose text says too little, by the line that it is in.
  private func placeByLine(in overlay: SourceFile) -> Range<Int>? {
    let line = source.line(start.line)
    let blanks = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    let before = range.lowerBound - source.offset(of: Position(line: start.line, column: 1)) - blanks
    guard start.line == end.line, before >= 0, let place = overlay.onlyPlace(of: line.trimmed()) else { return nil }
    let lower = min(place.lowerBound + before, place.upperBound)
    return lower..<min(lower + range.count, place.upperBound)
  }
}

extension SourceFile {
  /// Where a text stands, if it does so exactly once.
  fileprivate func onlyPlace(of text: String) -> Range<Int>? {
    let (bytes, wanted) = (bytes, Array(text.utf8))
    guard wanted.count > 1, bytes.count >= wanted.count else { return nil }
    let places = (0...bytes.count - wanted.count).lazy.filter { start in
      bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
    }
    var found = places.makeIterator()
    guard let place = found.next(), found.next() == nil else { return nil }
    return place..<place + wanted.count
  }
}
