import Documents

/// What of a project's own a newer pharos leaves without its metrics.
package enum UpgradeFinding: String, SchemaFinding, CaseIterable {
  case goneMetric = "upgrade/gone-metric"
  case outdatedPin = "upgrade/outdated-pin"
  case release = "upgrade/release"

  package static let unknownKey = release, missingKey = release, type = release, value = release, choice = release
  package static let inlineSecret = release

  package var severity: Severity { self == .release ? .error : .warning }

  package var meaning: (summary: String, why: String) {
    switch self {
    case .goneMetric:
      (
        "an expression asks for a metric that the new release no longer has",
        "Its alert never fires, its panel is empty."
      )
    case .outdatedPin:
      (
        "an image is pinned to a release that does not expose yet what the rules ask for",
        "The alerts on it never fire until the pin is moved."
      )
    case .release: ("the file of what a release changed cannot be read", "Nothing can be said of what it brings.")
    }
  }
}
