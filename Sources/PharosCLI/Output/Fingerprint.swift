import Documents
import Lint
import Regeneration

/// A short text that tells a finding from others, and stays the same while its file changes elsewhere.
enum Fingerprint {
  /// - Parameter findings: sorted by place.
  static func all(of findings: [Finding]) -> [String] {
    FindingIdentity.all(of: findings).map { identity in
      let text = [identity.rule, identity.file, identity.text, "\(identity.ordinal)"].joined(separator: "\0")
      return Digest(of: Array(text.utf8)).description
    }
  }
}
