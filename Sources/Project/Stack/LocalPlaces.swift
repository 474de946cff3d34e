import Documents

extension Stack {
  /// A runbook with the paths and addresses of the target, where its text has those of containers.
  ///
  /// - Parameter packs: whose runbook it is: another's `/tmp` is no folder of theirs.
  package func localized(_ runbook: String, of packs: Set<String>) -> String {
    var text = runbook
    for workload in workloads {
      if !target.isContainerized, packs.contains(workload.pack), let definition = self.packs[workload.pack]?.workload {
        text = FolderPaths(definition, on: target).applied(to: text)
      }
      for endpoint in workload.endpoints {
        let address = target.address(of: endpoint)
        guard address != "\(endpoint.part):\(endpoint.port)" else { continue }
        text = text.replacing("\(endpoint.part):\(endpoint.port)", with: address)
        // People open these ports, and each is one part's alone.
        guard !target.isContainerized, workload.ports.contains(endpoint.port),
          !address.hasPrefix("127.0.0.1:\(endpoint.port)")
        else { continue }
        text = text.replacing("localhost:\(endpoint.port)", with: address)
      }
    }
    return text
  }
}
