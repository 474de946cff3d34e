import Documents
import Project
import TextTemplate

/// One container: the hardened default, what its pack says, and the pack's exceptions with their reasons.
struct ComposeService {
  let container: ContainerInstance
  let stack: Stack
  /// What the texts of the pack may name. These are written as Compose reads them; what they name is the spec's, and text.
  private let context: TemplateValue

  init(container: ContainerInstance, stack: Stack) {
    self.container = container
    self.stack = stack
    context = TemplateValue(dotted: container.context.mapValues(\.withDollarsDoubled))
  }

  private var definition: PackContainer { container.definition }

  var tree: Tree {
    get throws {
      let base = try self.base
      let tree = try exceptions.reduce(base) { tree, exception in
        tree.replacing(try Tree(exception.set!, rendering: render))
      }
      let remarks = exceptions.map(\.reason) + (definition.healthcheck.none.map { ["No healthcheck: \($0)"] } ?? [])
      return remarks.isEmpty ? tree : .commented(remarks.joined(separator: "\n"), tree)
    }
  }

  private var base: Tree {
    get throws {
      .compact([
        "image": .string(container.image),
        "user": definition.user.map { .string($0) },
        "init": true,
        "restart": "unless-stopped",
        "entrypoint": list(try arguments(definition.entrypoint)),
        "command": list(try arguments(definition.command)),
        "environment": try environment,
        "depends_on": dependencies,
        "healthcheck": healthcheck,
        "networks": .strings(definition.networks),
        "ports": list(definition.ports.map { "\(stack.spec.deploy.compose.bind):\($0):\($0)" }),
        "volumes": try volumes,
        "tmpfs": list(definition.mounts.compactMap(\.temporary)),
        "secrets": list(secretNames),
        "read_only": true,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "mem_limit": .string(definition.limits.memory.docker),
        "cpus": .number(definition.limits.cpus.digits),
        "pids_limit": .integer(definition.limits.pids),
        "labels": [
          "service": .string(container.name), "environment": .string(stack.environment),
          "project": .string(stack.project),
        ],
        "logging": logging,
      ])
    }
  }

  // MARK: Parts

  private var exceptions: [PackContainer.Exception] {
    definition.exceptions.filter { container.holds($0.condition) && $0.set != nil }
  }

  private var environment: Tree? {
    get throws {
      let entries = try definition.environment.filter { container.holds($1.condition) }.map {
        Tree.Entry($0, .string(try render($1.value)))
      }
      return entries.isEmpty ? nil : .mapping(entries)
    }
  }

  /// What it waits for, of what the stack runs: a healthy one where health can be told, else a started one.
  private var dependencies: Tree? {
    let entries = definition.dependsOn.compactMap { name in
      stack.containers.first { $0.owner == name || $0.pack == name }
    }
    .map {
      Tree.Entry($0.name, ["condition": $0.definition.healthcheck.none == nil ? "service_healthy" : "service_started"])
    }
    return entries.isEmpty ? nil : .mapping(entries)
  }

  private var healthcheck: Tree? {
    let check = definition.healthcheck
    guard check.none == nil, !check.test.isEmpty else { return nil }
    return .compact([
      "test": .strings(check.test), "interval": "30s", "timeout": "5s", "retries": 3,
      "start_period": .string((check.startPeriod ?? .seconds(30)).description),
    ])
  }

  private var volumes: Tree? {
    get throws {
      let mounts = try definition.mounts.filter {
        container.holds($0.condition) && $0.source != nil && $0.target != nil
      }.map {
        mount -> Tree in
        let options = [mount.isReadOnly ? "ro" : nil, mount.propagation].compactMap { $0 }
        let text =
          try render(mount.source!) + ":" + (try render(mount.target!))
          + (options.isEmpty ? "" : ":" + options.joined(separator: ","))
        guard let suppressed = mount.suppressed else { return .string(text) }
        return .commented("pharos disable \(suppressed.rule): \(suppressed.reason)", .string(text))
      }
      return mounts.isEmpty ? nil : .list(mounts)
    }
  }

  private var secretNames: [String] {
    stack.secretUses.filter { $0.container == container.name }.map(\.reference.name).uniqued().sorted()
  }

  private var logging: Tree {
    let rotation = (stack.spec.logging ?? Logging()).rotate
    let labels = (stack.spec.logging ?? Logging()).labels
    return [
      "driver": "json-file",
      "options": .compact([
        "max-size": .string(rotation.size.docker), "max-file": .string(String(rotation.files)),
        "labels": labels.isEmpty ? nil : .string(labels.joined(separator: ",")),
      ]),
    ]
  }

  // MARK: Templates

  private func arguments(_ arguments: [PackContainer.Argument]) throws -> [String] {
    try arguments.filter { container.holds($0.condition) }.map { try render($0.value) }
  }

  private func render(_ text: String) throws -> String {
    try Template(text).render(context)
  }

  private func list(_ values: [String]) -> Tree? { values.isEmpty ? nil : .strings(values) }
}

extension TemplateValue {
  /// Nested mappings from dotted names: `retention.metrics` becomes `metrics` in `retention`.
  init(dotted values: [String: String]) {
    var entries: [String: TemplateValue] = [:]
    var nested: [String: [String: String]] = [:]
    for (name, value) in values {
      if let dot = name.firstIndex(of: ".") {
        nested[String(name[..<dot]), default: [:]][String(name[name.index(after: dot)...])] = value
      } else {
        entries[name] = .string(value)
      }
    }
    for (name, values) in nested { entries[name] = TemplateValue(dotted: values) }
    self = .mapping(entries)
  }
}

extension Tree {
  /// A value of a document, its strings rendered.
  init(_ node: Node, rendering render: (String) throws -> String) throws {
    switch node.content {
    case .sequence(let items): self = .list(try items.map { try Tree($0, rendering: render) })
    case .mapping(let entries):
      self = .mapping(try entries.map { Entry($0.key.text ?? "", try Tree($0.value, rendering: render)) })
    case .scalar(let scalar):
      switch scalar.coreType {
      case .null: self = .null
      case .boolean: self = .boolean(scalar.boolean ?? false)
      case .integer, .float: self = .number(scalar.text)
      case .string: self = .string(try render(scalar.text))
      }
    }
  }

  /// This mapping with another's keys in place of its own, whole; a null removes the key.
  func replacing(_ other: Tree) -> Tree {
    guard case .mapping(let entries) = other else { return self }
    return entries.reduce(into: self) { tree, entry in tree[entry.key] = entry.value == .null ? nil : entry.value }
  }
}
