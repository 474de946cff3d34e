import Documents
import Formats

extension Rule {
  static let unusedReceiver = Rule(
    "receivers/unused", .warning,
    "a receiver that no route sends to",
    why: "The people behind it expect notifications and get none.",
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers:
          - name: team
          - name: ⟦oncall⟧
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes: [{ matchers: [severity="critical"], receiver: oncall }]
        receivers:
          - name: team
          - name: oncall
        """)
    ],
    check: .alertmanager { file, reporter in
      guard file.route != nil else { return }
      let used = Set(file.routes.compactMap(\.receiver?.value))
      var missing = NearestNames(among: used.filter { file.receiver($0) == nil })
      let unused = file.receivers.filter { !used.contains($0.name.value) && !$0.name.value.isEmpty }
      // Several ways to be notified, of which a person picks one.
      let isChoice = unused.count > 1 && unused.count * 2 >= file.receivers.count
      for receiver in unused {
        // A route that misspells it is reported where it stands.
        if missing.nearest(to: receiver.name.value) != nil { continue }
        reporter.report(
          "no route sends to `\(receiver.name.value)`", at: receiver.name, help: "add a route with it, or remove it",
          // One that notifies nobody is there for whoever wants to mute something.
          as: isChoice || receiver.integrations.isEmpty ? .info : nil)
      }
    })
}
