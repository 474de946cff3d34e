import Documents
import Formats

extension Rule {
  static let loneDollar = Rule(
    "compose/lone-dollar", .info,
    "a dollar sign that is no variable and is not written as `$$`",
    why:
      "`docker-compose` 1 and `docker stack deploy` refuse the file: \"Invalid interpolation format\". Version 2 leaves the sign as it is, unless what follows happens to be a name. `$$` is a dollar sign for all of them. Files that only version 2 can read are left alone.",
    sparesTrials: true,
    bad: [
      Example(
        """
        services:
          node-exporter:
            image: prom/node-exporter:v1.9.1
            command: ["--collector.filesystem.mount-points-exclude=^/(sys|proc)(⟦$⟧|/)"]
          job:
            image: example/job:1.2
            command: sh -c "echo ⟦$⟧(date) $1"
        """)
    ],
    good: [
      Example(
        """
        services:
          node-exporter:
            image: prom/node-exporter:v1.9.1
            command: ["--collector.filesystem.mount-points-exclude=^/(sys|proc)($$|/)"]
            environment: { HOME: $HOME, TAG: "${TAG:-1}" }
        """),
      Example(
        """
        name: shop
        services:
          job:
            image: example/job:1.2
            command: sh -c "echo $(date)"
        """),
    ],
    check: .compose { file, reporter in
      if file.needsVersion2 { return }
      for section in ["services", "networks", "volumes", "secrets", "configs"] {
        if let node = file.node[section] { reporter.reportLoneDollars(in: node) }
      }
    })
}

extension Reporter {
  fileprivate mutating func reportLoneDollars(in node: Node) {
    switch node.content {
    case .sequence(let items): for item in items { reportLoneDollars(in: item) }
    case .mapping(let entries): for entry in entries { reportLoneDollars(in: entry.value) }
    case .scalar:
      guard let text = Text(node),
        let problem = Interpolation.problems(in: text.value).first(where: { $0.problem == .lone })
      else { return }
      report(
        "a `$` before something else than a name: docker-compose 1 refuses it", at: text, part: problem.part,
        help: "write `$$`")
    }
  }
}

extension ComposeFile {
  /// Whether it has keys that docker-compose 1.29 refuses.
  ///
  /// Source: compose/config/compose_spec.json of github.com/docker/compose at 1.29.2, beside that of compose-spec/compose-go.
  fileprivate var needsVersion2: Bool {
    if !removals.isEmpty || ["name", "include", "models"].contains(where: { node[$0] != nil }) { return true }
    return services.contains { service in
      [
        "develop", "post_start", "pre_start", "pre_stop", "gpus", "attach", "annotations", "label_file", "provider",
        "use_api_socket",
      ]
      .contains { service.node[$0] != nil }
    }
  }
}
