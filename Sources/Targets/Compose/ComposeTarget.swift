import Artifacts
import Project
import Regeneration

/// Docker Compose on one host: every workload is a service, and its name a name of the network.
struct ComposeTarget: Target {
  let name = "compose"
  /// What the names of its services begin with; empty until it is configured for a project that says one.
  private var prefix = ""

  func configured(for project: String, by settings: Deploy) -> any Target {
    var target = self
    target.prefix = settings.compose.prefix
    return target
  }

  func address(of endpoint: Endpoint) -> String { "\(prefix)\(endpoint.part):\(endpoint.port)" }

  /// <https://docs.docker.com/compose/how-tos/use-secrets/>
  func secretFolder(of workload: String) -> String { "/run/secrets" }

  func command(_ action: OperatorAction) -> String {
    var action = action
    // Services of the application are not the stack's to rename.
    if action.kind != .deploy { action.parts = action.parts.map { prefix + $0 } }
    return ComposeCommand.text(action)
  }

  func refusals(of workload: Workload) -> [String] { [] }

  func artifacts(of stack: Stack) throws -> [Artifact] {
    ComposeFile.generate(stack) + SecretsReadme.generate(stack) + AlloyConfiguration.generate(stack)
  }

  let fileNames = [".env.example", "docker-compose.yml", "alloy"]
  let unversionedNames = [".env"]

  func prose(of stack: Stack) -> TargetProse { ComposeProse.of(stack) }

  /// Docker's own resolver, <https://docs.docker.com/engine/network/#dns-services>.
  let nameServer = (address: "127.0.0.11", owner: "Docker")

  let origins = [
    ValueOrigin("docker-compose.yml", "services * image", key: "images.{pack}"),
    ValueOrigin("docker-compose.yml", "services * ports **", key: "deploy.compose.bind"),
    ValueOrigin("docker-compose.yml", "services prometheus command **", key: "retention.metrics"),
    ValueOrigin("docker-compose.yml", "services * labels environment", key: "environment"),
    ValueOrigin("docker-compose.yml", "services * labels project", key: "project"),
    ValueOrigin("docker-compose.yml", "services * logging options max-size", key: "logging.rotate.size"),
    ValueOrigin("docker-compose.yml", "services * logging options max-file", key: "logging.rotate.files"),
    ValueOrigin("docker-compose.yml", "services * logging options labels", key: "logging.labels"),
    ValueOrigin("docker-compose.yml", "networks application name", key: "deploy.compose.network"),
  ]
}
