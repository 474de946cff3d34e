import PromQL
import RE2

extension LabelMatcher {
  /// Whether a series whose label has this value satisfies the matcher.
  func accepts(_ value: String) -> Bool {
    switch operation {
    case .equal: self.value == value
    case .notEqual: self.value != value
    case .regexMatch: (try? Pattern(self.value))?.matches(value) ?? true
    case .regexNotMatch: !((try? Pattern(self.value))?.matches(value) ?? false)
    }
  }
}
