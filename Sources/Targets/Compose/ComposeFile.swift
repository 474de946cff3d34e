import Artifacts
import Documents
import Project
import Regeneration

/// `docker-compose.yml`: the whole stack, hardened, on the application's network.
enum ComposeFile {
  static func generate(_ stack: Stack) -> [Artifact] {
    guard !stack.workloads.isEmpty else { return [] }
    let secretsRead = Dictionary(grouping: stack.secretUses, by: \.reader)
    let tree: Tree = .compact([
      "name": .string("\(stack.project)-monitoring"),
      "services": .mapping(
        stack.workloads.map { workload in
          let reads = secretsRead[workload.name] ?? []
          return .init(
            stack.deploy.compose.prefix + workload.name,
            ComposeService(workload: workload, reads: reads, stack: stack).tree)
        }),
      "networks": ["monitoring": [:], "application": ["name": .string(network(of: stack)), "external": true]],
      "volumes": volumes(stack),
      "secrets": secrets(stack),
    ])
    let start = stack.target.command(.init(.apply))
    return [.yaml("docker-compose.yml", tree, "Start it with: \(start)", stack)]
  }

  /// The external network that the application's containers are on.
  static func network(of stack: Stack) -> String {
    stack.deploy.compose.network ?? "\(stack.project)_default"
  }

  private static func volumes(_ stack: Stack) -> Tree? {
    let names = stack.workloads.flatMap { $0.storage.map(\.name) }.uniqued()
    return names.isEmpty ? nil : .mapping(names.sorted().map { .init($0, [:]) })
  }

  private static func secrets(_ stack: Stack) -> Tree? {
    let readers = Set(stack.workloads.map(\.name))
    let used = stack.secretUses.filter { readers.contains($0.reader) }.map(\.reference).uniqued()
    guard !used.isEmpty else { return nil }
    return .mapping(
      used.sorted { $0.name < $1.name }.map { reference in
        switch reference {
        case .file(let path): .init(reference.name, ["file": .string("./\(path)")])
        case .environment(let name): .init(reference.name, ["environment": .string(name)])
        }
      })
  }
}
