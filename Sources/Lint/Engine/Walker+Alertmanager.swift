import Formats

extension Walker {
  /// An integration comes with its file, as much of what it does is said under `global:`.
  typealias IntegrationCheck =
    @Sendable (AlertmanagerReceiver.Integration, AlertmanagerFile, inout Reporter) -> Void

  mutating func visit(_ file: AlertmanagerFile) {
    Self.ask(&alertmanagers, file)
    for integration in file.receivers.flatMap(\.integrations) {
      for index in integrations.indices {
        integrations[index].check(integration, file, &integrations[index].reporter)
      }
    }
  }
}
