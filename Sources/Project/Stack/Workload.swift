import Documents

/// Something that runs besides the application: an exporter, or a part of the stack. What it needs is said here; how it comes to run is the target's.
package struct Workload: Sendable {
  /// By which other parts reach it and people know it.
  package var name: String
  /// The component that it belongs to.
  package var owner: String
  package var pack: String
  /// Full reference with tag or digest.
  package var image: String
  /// `uid:gid`; the image's own where it is nil.
  package var user: String?
  /// Replaces the image's; empty where that is right.
  package var entrypoint: [String]
  package var arguments: [String]
  package var environment: OrderedMap<String>
  /// Settings of the component that are secrets, by their key.
  package var secretSettings: [String: SecretReference]
  package var files: [Folder]
  package var storage: [Folder]
  package var temporary: [String]
  package var reach: Reach
  /// Ports that people open.
  package var ports: [Int]
  package var health: Health
  package var limits: Limits
  /// Names of the workloads that start before it.
  package var after: [String]
  package var needs: [Need]

  /// A folder of the output, or a volume, and the path where the program has it.
  package struct Folder: Sendable {
    package var name: String
    package var path: String
  }

  /// Whom it reaches and who reaches it.
  package enum Reach: String, CaseIterable, Sendable { case stack, application }

  /// How it is known to work.
  package enum Health: Sendable {
    case command([String], startPeriod: PrometheusDuration?)
    case shell(String, startPeriod: PrometheusDuration?)
    case none(reason: String)
  }

  package struct Limits: Sendable {
    package var memory = ByteSize(bytes: 128 << 20)
    package var cpus: Decimal = 1
    package var pids = 128
  }

  /// How mounts below a path of the host propagate, <https://docs.kernel.org/filesystems/sharedsubtree.html>.
  package enum Propagation: String, CaseIterable, Sendable { case rslave, rprivate, rshared }

  /// Something beyond the hardened default, which a target translates or refuses.
  package struct Need: Sendable {
    package enum Kind: Sendable {
      case root
      case capability(String)
      case device(String)
      /// A path of the host, which cannot be written, and where the program has it.
      case hostPath(String, at: String, propagation: Propagation?)
      /// The socket of the Docker engine on the host.
      case dockerSocket
      /// The group that this socket belongs to.
      case dockerGroup
      /// A parameter of the kernel that holds for the network of the workload alone.
      case sysctl(name: String, value: String)
    }

    package var kind: Kind
    package var reason: String
  }

  /// Whether it is known when it works.
  package var hasHealth: Bool { if case .none = health { false } else { true } }
}
