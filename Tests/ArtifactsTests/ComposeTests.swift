import Artifacts
import Documents
import Foundation
import Project
import Support
import Testing

/// What must hold for every container of every stack.
struct ComposeTests {
  private func services(_ spec: String) throws -> [Node.Entry] {
    let (stack, _) = Stacks.resolve(try Repository.text(spec))
    let artifacts = try StackArtifacts.generate(try #require(stack))
    let file = try #require(artifacts.first { $0.path == "docker-compose.yml" })
    let (root, findings) = YAMLDocuments.readSingle(SourceFile(name: file.path, bytes: try file.contents.bytes))
    #expect(findings.isEmpty)
    return try #require(root?["services"]?.mapping)
  }

  static let specs = ["examples/agentic-startup-studio/pharos.yml", "examples/minimal/pharos.yml"]

  @Test(arguments: specs)
  func containersAreHardened(spec: String) throws {
    for service in try services(spec) {
      let name = Comment(rawValue: service.key.text!)
      let value = service.value
      let image = try #require(value["image"]?.text)
      #expect(image.contains(":") && !image.hasSuffix(":latest"), name)
      #expect(value["cap_drop"]?.sequence?.compactMap(\.text) == ["ALL"], name)
      #expect(value["security_opt"]?.sequence?.compactMap(\.text).contains("no-new-privileges:true") == true, name)
      for key in ["restart", "mem_limit", "cpus", "pids_limit", "networks"] {
        #expect(value[key] != nil, "\(name) has no \(key)")
      }
      #expect(value.descend(["logging", "options", "max-size"]) != nil, name)
      #expect(value["privileged"]?.scalar?.boolean != true, name)
    }
  }

  /// Web interfaces are published on the loopback address, exporters not at all.
  @Test func portsStayHome() throws {
    for service in try services(Self.specs[0]) {
      let ports = service.value["ports"]?.sequence?.compactMap(\.text) ?? []
      for port in ports { #expect(port.hasPrefix("127.0.0.1:"), Comment(rawValue: "\(service.key.text!) \(port)")) }
      if service.key.text!.hasSuffix("-exporter") || service.key.text == "cadvisor" { #expect(ports.isEmpty) }
    }
  }

  /// What a container waits for exists, and is asked for health only where it can tell.
  @Test func dependenciesCannotDeadlock() throws {
    let services = try services(Self.specs[0])
    var edges: [String: [String]] = [:]
    for service in services {
      for dependency in service.value["depends_on"]?.mapping ?? [] {
        let target = try #require(services.first { $0.key.text == dependency.key.text })
        if dependency.value["condition"]?.text == "service_healthy" { #expect(target.value["healthcheck"] != nil) }
        edges[service.key.text!, default: []].append(target.key.text!)
      }
    }
    func reaches(_ from: String, _ to: String, _ seen: Set<String> = []) -> Bool {
      (edges[from] ?? []).contains { $0 == to || !seen.contains($0) && reaches($0, to, seen.union([$0])) }
    }
    for name in edges.keys { #expect(!reaches(name, name), Comment(rawValue: name)) }
  }

  @Test func secretsFromTheEnvironment() throws {
    let (stack, findings) = Stacks.resolve(
      """
      version: 1
      project: shop
      services: { web: { targets: [web:8000] } }
      receivers: { slack: { type: slack, channel: "#a", webhook_url_file: { env: SLACK_WEBHOOK } } }
      """)
    let artifacts = try StackArtifacts.generate(try #require(stack, Comment(rawValue: "\(findings)")))
    func text(_ path: String) throws -> String {
      String(decoding: try artifacts.first { $0.path == path }?.contents.bytes ?? [], as: UTF8.self)
    }
    #expect(try text("docker-compose.yml").contains("slack_webhook:\n    environment: SLACK_WEBHOOK"))
    #expect(try text("alertmanager/alertmanager.yml").contains("api_url_file: /run/secrets/slack_webhook"))
    #expect(try text(".env.example").contains("SLACK_WEBHOOK="))
  }

  @Test func registryAndImages() throws {
    let (stack, _) = Stacks.resolve(
      Stacks.minimal(
        adding:
          "deploy: { registry: mirror.example:5000/hub }\nimages: { grafana: \"grafana/grafana-enterprise:13.2.0\" }\n")
    )
    let images = try #require(stack).workloads.map(\.image)
    #expect(images.contains("grafana/grafana-enterprise:13.2.0"))
    #expect(images.filter { $0.hasPrefix("mirror.example:5000/hub/prometheus/") }.count == 2)
  }

  /// The exporter's driver refuses `prefer`, so that what is right depends on where the server is.
  @Test(arguments: [
    ("db:5432", "", "disable"), ("db.prod.example:5432", "", "require"), ("10.0.0.7:5432", "", "require"),
    ("\"[fd00::7]:5432\"", "", "require"), ("db:5432", "sslmode: verify-full", "verify-full"),
  ])
  func encryptsWhereTheDatabaseIsRemote(target: String, setting: String, mode: String) throws {
    let (stack, findings) = Stacks.resolve(
      Stacks.minimal(
        adding: """
          components:
            db: { pack: postgres, targets: [\(target)], user: exporter, password_file: secrets/pg, \(setting) }

          """))
    let workload = try #require(stack?.workloads.first { $0.owner == "db" }, Comment(rawValue: "\(findings)"))
    let uri = try #require(workload.environment["DATA_SOURCE_URI"])
    #expect(uri.hasSuffix("?sslmode=\(mode)"), Comment(rawValue: uri))
  }
}
