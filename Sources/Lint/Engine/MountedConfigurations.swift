import Documents
import Formats

/// The configurations that Compose files mount into the programs that read them. Nothing fills these in before, so a variable in one is
/// not what makes it a template, but what its program stumbles over.
struct MountedConfigurations {
  private var kinds: [String: FileKind] = [:]

  init(_ facts: ConfigurationFacts) {
    // A script of its own may fill the file in.
    let scripted = Set(facts.compose.flatMap(\.services).filter(\.startsOtherwise).map(\.name))
    for file in facts.compose {
      for service in file.services where !service.isBuilt && !scripted.contains(service.name) {
        guard let (kind, path) = service.startConfiguration, case .host(let place) = service.place(of: path, in: file)
        else { continue }
        kinds[place] = kind
      }
    }
  }

  /// - Returns: nil where nothing mounts the file.
  func kind(of path: String) -> FileKind? { kinds.isEmpty ? nil : kinds[ProjectPath.normalized(path)] }
}

extension ComposeServiceFact {
  /// What the program of its image reads when it starts, and where in the container.
  ///
  /// Sources: the Dockerfiles of both, <https://github.com/prometheus/prometheus/blob/main/Dockerfile>,
  /// <https://github.com/prometheus/alertmanager/blob/main/Dockerfile>.
  fileprivate var startConfiguration: (kind: FileKind, path: String)? {
    switch ImageReference(image).shortName {
    case "prometheus": (.prometheus, configFlag ?? "/etc/prometheus/prometheus.yml")
    case "alertmanager": (.alertmanager, configFlag ?? "/etc/alertmanager/alertmanager.yml")
    default: nil
    }
  }
}
