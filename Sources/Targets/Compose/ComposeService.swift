import Artifacts
import Documents
import Project

/// One workload as a service: the hardened default, and what it needs beyond that with the reasons.
struct ComposeService {
  let workload: Workload
  /// The secrets that it reads.
  let reads: [SecretUse]
  let stack: Stack

  var tree: Tree {
    let departures = workload.needs.filter { $0.departure != nil }
    var tree = base
    for (key, value) in departures.compactMap(\.departure) { tree[key] = value }
    var remarks = departures.map(\.reason)
    if case .none(let reason) = workload.health { remarks.append("No healthcheck: \(reason)") }
    return remarks.isEmpty ? tree : .commented(remarks.joined(separator: "\n"), tree)
  }

  private var base: Tree {
    .compact([
      "image": .string(workload.image),
      "user": workload.user.map { .string($0) },
      "init": true,
      "restart": "unless-stopped",
      "entrypoint": list(workload.entrypoint),
      "command": list(workload.arguments),
      "environment": environment,
      "depends_on": dependencies,
      "healthcheck": healthcheck,
      "networks": .strings(workload.reach == .application ? ["monitoring", "application"] : ["monitoring"]),
      "ports": list(workload.ports.map { "\(stack.deploy.compose.bind):\($0):\($0)" }),
      "volumes": volumes,
      "tmpfs": list(workload.temporary),
      "secrets": list(secretNames),
      "read_only": true,
      "cap_drop": ["ALL"],
      "security_opt": ["no-new-privileges:true"],
      "mem_limit": .string(workload.limits.memory.docker),
      "cpus": .number(workload.limits.cpus.digits),
      "pids_limit": .integer(workload.limits.pids),
      "labels": [
        "service": .string(workload.name), "environment": .string(stack.environment),
        "project": .string(stack.project),
      ],
      "logging": logging,
    ])
  }

  // MARK: Parts

  private var environment: Tree? {
    let entries = workload.environment.map { Tree.Entry($0, .string($1.withDollarsDoubled)) }
    return entries.isEmpty ? nil : .mapping(entries)
  }

  /// A healthy one where health can be told, else a started one.
  private var dependencies: Tree? {
    let entries = workload.after.map { name in
      let hasHealth = stack.workloads.first { $0.name == name }?.hasHealth == true
      return Tree.Entry(
        stack.deploy.compose.prefix + name, ["condition": hasHealth ? "service_healthy" : "service_started"])
    }
    return entries.isEmpty ? nil : .mapping(entries)
  }

  private var healthcheck: Tree? {
    switch workload.health {
    case .command(let words, let startPeriod): healthcheck(["CMD"] + words, startPeriod)
    case .shell(let line, let startPeriod): healthcheck(["CMD-SHELL", line], startPeriod)
    case .none: nil
    }
  }

  private func healthcheck(_ test: [String], _ startPeriod: PrometheusDuration?) -> Tree {
    .compact([
      "test": list(test), "interval": "30s", "timeout": "5s", "retries": 3,
      "start_period": .string((startPeriod ?? .seconds(30)).description),
    ])
  }

  private var volumes: Tree? {
    let mounts: [Tree] =
      workload.files.map { .string("\($0.name):\($0.path):ro") }
      + workload.storage.map { .string("\($0.name):\($0.path)") } + workload.needs.compactMap(mount)
    return mounts.isEmpty ? nil : .list(mounts)
  }

  private func mount(_ need: Workload.Need) -> Tree? {
    switch need.kind {
    case .hostPath(let source, let path, let propagation):
      .string("\(source):\(path):ro" + (propagation.map { ",\($0.rawValue)" } ?? ""))
    case .dockerSocket:
      .commented(
        "pharos disable compose/docker-socket: \(need.reason)",
        .string("\(Discovery.dockerSocket):\(Discovery.dockerSocket):ro"))
    case .root, .capability, .device, .dockerGroup, .sysctl: nil
    }
  }

  private var secretNames: [String] {
    reads.map(\.reference.name).uniqued().sorted()
  }

  private var logging: Tree {
    let rotation = (stack.logging ?? Logging()).rotate
    let labels = (stack.logging ?? Logging()).labels
    return [
      "driver": "json-file",
      "options": .compact([
        "max-size": .string(rotation.size.docker), "max-file": .string(String(rotation.files)),
        "labels": labels.isEmpty ? nil : .string(labels.joined(separator: ",")),
      ]),
    ]
  }

  /// Compose fills in variables, <https://docs.docker.com/reference/compose-file/interpolation/>.
  private func list(_ values: [String]) -> Tree? {
    values.isEmpty ? nil : .strings(values.map(\.withDollarsDoubled))
  }
}

extension Workload.Need {
  /// The key by which a service departs from the hardened default, and its value; nil for what mounts alone give it.
  fileprivate var departure: (key: String, value: Tree)? {
    switch kind {
    case .root: ("user", "0:0")
    case .capability(let name): ("cap_add", [.string(name)])
    case .device(let path): ("devices", [.string(path)])
    case .dockerGroup: ("group_add", [.string("${\(DockerGroup.variable):?\(DockerGroup.meaning)}")])
    case .sysctl(let name, let value): ("sysctls", .texts([(name, value)]))
    case .hostPath, .dockerSocket: nil
    }
  }
}

/// The variable of the environment that says which group the Docker socket of the host belongs to.
enum DockerGroup {
  static let variable = "DOCKER_GID"
  static let meaning = "the group of the Docker socket, stat -c %g /var/run/docker.sock"

  static func isAsked(by workload: Workload) -> Bool {
    workload.needs.contains { if case .dockerGroup = $0.kind { true } else { false } }
  }
}
