import Documents
import Project
import Regeneration

/// `docker-compose.yml`: the whole stack, hardened, on the application's network.
enum ComposeFile {
  @Sendable static func generate(_ stack: Stack) throws -> [Artifact] {
    guard !stack.containers.isEmpty else { return [] }
    let services = try stack.containers.map { container in
      try Tree.Entry(container.name, ComposeService(container: container, stack: stack).tree)
    }
    let tree: Tree = .compact([
      "name": .string("\(stack.project)-monitoring"),
      "services": .mapping(services),
      "networks": ["monitoring": [:], "application": ["name": .string(stack.network), "external": true]],
      "volumes": volumes(stack),
      "secrets": secrets(stack),
    ])
    return [.yaml("docker-compose.yml", tree, "Start it with: docker compose up --detach --wait", stack)]
  }

  private static func volumes(_ stack: Stack) -> Tree? {
    let names = stack.containers.flatMap { container in
      container.definition.mounts.filter { container.holds($0.condition) }
    }.compactMap(\.source).filter {
      !$0.hasPrefix("/") && !$0.hasPrefix(".")
    }.uniqued()
    return names.isEmpty ? nil : .mapping(names.sorted().map { .init($0, [:]) })
  }

  private static func secrets(_ stack: Stack) -> Tree? {
    let containers = Set(stack.containers.map(\.name))
    let used = stack.secretUses.filter { containers.contains($0.container) }.map(\.reference).uniqued()
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
