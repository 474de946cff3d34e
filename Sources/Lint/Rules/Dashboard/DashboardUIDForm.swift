import Documents
import Formats

extension Rule {
  static let dashboardUIDForm = Rule(
    "dashboard/uid-form", .error, "a uid that Grafana refuses",
    why:
      "Grafana takes letters, digits, `-` and `_`, 40 characters at most; a dashboard with another uid is not saved.",
    bad: [
      .dashboard(#""uid": "⟦my dashboard⟧", "title": "Requests""#),
      .dashboard(#""uid": "⟦a-very-long-uid-that-does-not-fit-into-40-characters⟧", "title": "Requests""#),
    ],
    good: [.dashboard(#""uid": "api_requests-2", "title": "Requests""#)],
    check: .dashboard { dashboard, reporter in
      guard !dashboard.isKubernetes, let uid = dashboard.uid, !uid.value.isEmpty else { return }
      // https://github.com/grafana/grafana/blob/main/pkg/util/shortid_generator.go: IsValidShortUID, IsShortUIDTooLong
      let isWord = uid.value.utf8.allSatisfy {
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
      if !isWord {
        reporter.report(
          "the uid has characters that Grafana refuses", at: uid, help: "use letters, digits, `-` and `_`")
      } else if uid.value.utf8.count > 40 {
        reporter.report(
          "the uid has \(uid.value.utf8.count) characters, and Grafana refuses more than 40", at: uid,
          help: "shorten it")
      }
    })
}
