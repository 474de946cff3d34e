import Documents
import Formats

/// Which dashboards Grafana reads from its disk.
struct ProvisionedDashboards {
  /// As names of files are written here.
  private let folders: Set<String>

  init(_ facts: ProjectFacts) {
    let compose = facts.configuration.mergedCompose
    folders = Set(
      facts.grafana.providers.flatMap { provider in
        Self.mounted(provider.path, in: compose) + [Self.beside(provider)].compactMap { $0 }
      })
  }

  /// The folders that a Grafana has mounted there.
  private static func mounted(_ path: String, in files: [ComposeFact]) -> [String] {
    files.flatMap { file in
      file.services.compactMap { service in
        guard ImageReference(service.image).shortName.hasPrefix("grafana"),
          case .host(let folder) = service.place(of: path, in: file)
        else { return nil }
        return folder
      }
    }
  }

  /// The folder of that name beside `provisioning`, or the same one below it.
  private static func beside(_ provider: DashboardFolderFact) -> String? {
    let file = ProjectPath.normalized(provider.source.name)
    let folder = ProjectPath.folder(file)
    guard folder == "provisioning/dashboards" || folder.hasSuffix("/provisioning/dashboards"),
      let last = provider.path.split(separator: "/").last
    else { return nil }
    let base = ProjectPath.folder(ProjectPath.folder(folder))
    let inside = "provisioning/dashboards"
    let path = provider.path.hasSuffix("/" + inside) ? inside : String(last)
    return base.isEmpty ? path : base + "/" + path
  }

  func contains(_ file: SourceFile) -> Bool {
    if folders.isEmpty { return false }
    let path = ProjectPath.normalized(file.name)
    return sequence(first: ProjectPath.folder(path)) { $0.isEmpty ? nil : ProjectPath.folder($0) }
      .contains { folders.contains($0) && !$0.isEmpty }
  }
}
