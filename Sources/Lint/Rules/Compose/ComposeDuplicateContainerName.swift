import Documents
import Formats

extension Rule {
  static let duplicateContainerName = Rule(
    "compose/duplicate-container-name", .warning,
    "two services have containers of the same name",
    why: "Docker knows one container by a name. The second service fails to start: the name is already in use.",
    bad: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", container_name: shop }
          web: { image: "example/web:1.2", container_name: ⟦shop⟧ }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", container_name: shop }
          web: { image: "example/web:1.2", container_name: "shop-${NAME}" }
          job: { image: "example/job:1.2", container_name: "shop-${NAME}" }
          old: { image: "example/api:1.1", container_name: shop, profiles: [old] }
        """)
    ],
    check: .compose { file, reporter in
      var names: [String: Text] = [:]
      // One of a profile may be there instead of another.
      for service in file.services where service["profiles"] == nil {
        guard let name = Text(service.node["container_name"]), !Interpolation.isNeeded(name.value), !name.value.isEmpty
        else {
          continue
        }
        if let other = names[name.value] {
          reporter.report(
            "another service has a container called `\(name.value)`, so one of the two does not start", at: name,
            help: "remove the name, or choose another", notes: [reporter.note("the other one", at: other.range)])
        } else {
          names[name.value] = name
        }
      }
    })
}
