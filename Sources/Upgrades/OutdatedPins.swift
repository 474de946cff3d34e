import Documents
import Formats
import Project

/// Images that the spec holds at a version older than what this pharos writes rules and dashboards for.
package enum OutdatedPins {
  /// A finding at each such image, with the metrics of the pack's catalogue that it does not expose yet.
  package static func findings(_ stack: Stack, _ reading: SpecReading) -> [Finding] {
    (reading.spec?.images ?? [:]).compactMap { name, image -> Finding? in
      guard let pack = stack.packs[name], let tag = ImageReference(image).tag, let version = SoftwareVersion(tag)
      else { return nil }
      let missing = pack.metrics.filter { _, metric in
        metric.since.map { version < $0 } ?? false
      }
      guard !missing.isEmpty else { return nil }
      let names = missing.map { "`\($0)` (since \($1.since?.description ?? ""))" }.joined(separator: ", ")
      return Finding(
        UpgradeFinding.outdatedPin, "\(pack.title) \(version) does not expose \(names) yet",
        help: pack.workload.map { "remove it to run \($0.tag), or hold what asks for these metrics back too" },
        in: reading.source, at: reading.range(of: ["images", .key(name)]))
    }
  }
}
