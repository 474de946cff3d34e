import Documents
import Formats

extension Rule {
  static let restartPolicy = Rule(
    "compose/restart-policy", .warning,
    "a restart policy that Docker does not know",
    why: "Compose hands it on, and Docker refuses to create the container.",
    bad: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", restart: ⟦sometimes⟧ }
          web: { image: "example/web:1.2", restart: ⟦"on-failure:often"⟧ }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", restart: unless-stopped }
          web: { image: "example/web:1.2", restart: "on-failure:3" }
          job: { image: "example/job:1.2", restart: "no" }
          any: { image: "example/any:1.2", restart: "${RESTART:-always}" }
        """)
    ],
    check: .composeService { service, reporter in
      // Source: github.com/moby/moby, api/types/container, `ValidateRestartPolicy`.
      guard let text = Text(service.node["restart"]), !Interpolation.isNeeded(text.value), !text.value.isEmpty else {
        return
      }
      let parts = text.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let isCount = parts.count == 1 || (parts[0] == "on-failure" && Int(parts[1]) != nil)
      if policies.contains(parts[0]), isCount { return }
      reporter.report(
        "`\(text.value)` is no restart policy, so Docker refuses to create the container", at: text.range,
        help: "write `unless-stopped`, `always`, `on-failure:3` or `\"no\"`")
    })

  private static let policies: Set<String> = ["no", "always", "unless-stopped", "on-failure", "false"]
}
