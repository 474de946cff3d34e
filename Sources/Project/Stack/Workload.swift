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
  /// What runs where there are no images; nil where only the image will do.
  package var program: Program?
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

  /// What runs on a machine without images.
  package struct Program: Sendable {
    /// What the executable is called, by whoever packages it.
    package var names: [String] = []
    /// Debian's package that has it.
    package var package: String?
    /// Where its makers publish it.
    package var releases = ""
    /// Ports that it listens on, the one that it is scraped at first.
    package var ports: [Int] = []
    /// Whether it reads its configuration anew on HUP.
    package var reloads = false
    /// System calls beyond those of an ordinary service.
    package var systemCalls: [String] = []
    /// Kinds of sockets beyond IP and Unix.
    package var addressFamilies: [String] = []
  }

  /// Where it listens on a machine without images.
  package var endpoints: [Endpoint] { (program?.ports ?? []).map { Endpoint(name, port: $0) } }

  /// A folder of the output, or a volume, and the path where the program has it.
  package struct Folder: Sendable {
    package var name: String
    package var path: String

    package init(_ name: String, at path: String) { (self.name, self.path) = (name, path) }
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
