import Documents
import Foundation
import PharosCLI
import Project
import Targets

/// Reads and resolves specs for tests.
package enum Stacks {
  package static func resolve(
    _ text: String, name: String = "pharos.yml", environment: String? = nil, targets: [any Target] = Targets.all
  ) -> (stack: Stack?, findings: [Finding]) {
    Resolver.resolve(
      Spec.read(SourceFile(name: name, text: text), environment: environment), packs: BuiltInPacks.files,
      targets: targets)
  }

  /// A spec that differs from `minimal` by what is appended.
  package static func minimal(adding text: String = "") -> String {
    """
    version: 1
    project: shop
    services:
      web:
        targets: [web:8000]
    receivers:
      slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

    """ + text
  }
}
