import Documents

/// How what a service exposes differs from what its spec declares.
package enum ContractFinding: String, DiagnosticKind, CaseIterable {
  case missing = "contract/missing"
  case undeclared = "contract/undeclared"
  case exposed = "contract/exposed"
  case type = "contract/type"
  case labels = "contract/labels"
  case domain = "contract/domain"
  case buckets = "contract/buckets"

  package var severity: Severity {
    switch self {
    case .undeclared: .warning
    case .exposed: .info
    default: .error
    }
  }

  package var meaning: (summary: String, why: String) {
    switch self {
    case .missing:
      (
        "a declared metric is not exposed",
        "What asks for it has no data: the alert never fires, the panel stays empty, the objective measures nothing."
      )
    case .undeclared:
      (
        "an exposed metric is not declared",
        "Nothing asks for it and no budget counts it: it is stored for nobody, or the spec is behind the code."
      )
    case .exposed:
      (
        "a metric is exposed that the spec says is not",
        "Alerts and panels that need it are left out, though they would work."
      )
    case .type:
      (
        "a metric is exposed with another type than declared",
        "Rules treat a metric by its type: the rate of a gauge, or the plain value of a counter, is a number without a meaning."
      )
    case .labels:
      (
        "a metric has other labels than declared",
        "An expression that matches or groups by a label that is not there finds nothing; one that nobody declared multiplies the series."
      )
    case .domain:
      (
        "a label has a value outside of its declared values",
        "What matches the declared values, such as a share of errors, does not count it."
      )
    case .buckets:
      (
        "a histogram has other buckets than declared",
        "A threshold or an objective is measured at a bucket's bound; without that bound it is a guess, or nothing."
      )
    }
  }
}
