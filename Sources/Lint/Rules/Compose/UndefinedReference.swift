import Documents
import Formats

extension Rule {
  static let composeReference = Rule(
    "compose/undefined-reference", .error,
    "a service names a network, volume, secret, configuration or service that the file does not define",
    why: "`docker compose up` refuses the whole file.",
    bad: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            networks: [⟦monitring⟧]
            volumes: ["⟦data⟧:/data"]
            secrets: [⟦api_key⟧]
            depends_on: [⟦db⟧]
        networks: { monitoring: {} }
        """)
    ],
    good: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            networks: [monitoring, default]
            volumes: ["data:/data", "./local:/local", "/anonymous", "${DATA:-data}:/more"]
            depends_on: [db]
          db:
            image: postgres:17
        networks: { monitoring: {} }
        volumes: { data: {} }
        """)
    ],
    check: .compose { file, reporter in
      // What is included, or merged with another file, may be defined there.
      guard file.node["include"] == nil, !file.services.contains(where: \.isPartial) else { return }
      let defined = ["networks": file.names("networks").union(["default"])].merging(
        ["volumes", "secrets", "configs"].map { ($0, file.names($0)) }
      ) { first, _ in first }
      func check(_ text: Text, _ name: String, _ section: String, _ known: Set<String>, part: Range<Int>? = nil) {
        guard !known.contains(name), !Interpolation.isNeeded(name) else { return }
        let kind =
          ["networks": "network", "volumes": "volume", "secrets": "secret", "configs": "configuration"][section]
          ?? "service"
        let near = Spelling.nearest(to: name, among: known)
        reporter.report(
          "the \(kind) `\(name)` is defined nowhere in this file", at: text, part: part,
          help: near.map { "did you mean `\($0)`?" } ?? "define it under `\(section):`")
      }
      let services = Set(file.services.map(\.name.value))
      for service in file.services {
        for section in ["networks", "secrets", "configs"] {
          let items = service.node[section]?.sequence ?? (service.node[section]?.mapping ?? []).map(\.key)
          for item in items {
            guard let text = Text(item["source"] ?? item) else { continue }
            check(text, text.value, section, defined[section] ?? [])
          }
        }
        for mount in service.mounts where !mount.isBind && !mount.source.isEmpty {
          guard let text = Text(mount.node["source"] ?? mount.node), mount.node["type"]?.text ?? "volume" == "volume",
            !mount.source.contains("/"), !mount.source.contains("\\"), text.value.hasPrefix(mount.source)
          else { continue }
          check(text, mount.source, "volumes", defined["volumes"] ?? [], part: 0..<mount.source.utf8.count)
        }
        for dependency in service.dependencies { check(dependency.name, dependency.name.value, "services", services) }
      }
    })
}
