import Documents
import Formats

extension Rule {
  static let dashboardUID = Rule(
    "dashboard/uid", .warning, "a dashboard without a uid",
    why: """
      Grafana makes one up, another on each instance: links to the dashboard break, and a file that is provisioned again becomes \
      a second dashboard.
      """,
    bad: [.dashboard(#"⟦"title"⟧: "Requests""#)],
    good: [.dashboard(#""uid": "requests", "title": "Requests""#)],
    check: .dashboard { dashboard, reporter in
      // In Kubernetes a resource has a name, or is refused by somebody else.
      guard !dashboard.isKubernetes, dashboard.uid?.value.isEmpty ?? true else { return }
      let key = dashboard.node.entry("uid")?.key ?? dashboard.node.entry("title")?.key
      let start = dashboard.node.range.lowerBound
      reporter.report(
        "the dashboard has no uid: links to it break wherever it is imported anew",
        at: key?.range ?? start..<start + 1, help: "add `\"uid\"` with a short name of letters, digits, `-` and `_`")
    })

  static let dashboardUIDForm = Rule(
    "dashboard/uid-form", .error, "a uid that Grafana refuses",
    why:
      "Grafana takes letters, digits, `-` and `_`, 40 characters at the most; a dashboard with another uid is not saved.",
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
