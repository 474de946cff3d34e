import Documents
import Lint
import Regeneration

/// A short text that tells a finding from others, and stays the same while its file changes elsewhere.
enum Fingerprint {
  static func of(_ identity: FindingIdentity) -> String {
    let text = [identity.rule, identity.file, identity.text, "\(identity.ordinal)"].joined(separator: "\0")
    return Digest(of: Array(text.utf8)).description
  }
}

extension FindingReport {
  /// The findings in passing, each with its fingerprint.
  var fingerprinted: AnySequence<(finding: Finding, fingerprint: String)> {
    AnySequence {
      var findings = findings.inPassing.makeIterator()
      var identities = FindingIdentities()
      return AnyIterator {
        findings.next().map { (finding: $0, fingerprint: Fingerprint.of(identities.next($0))) }
      }
    }
  }
}
