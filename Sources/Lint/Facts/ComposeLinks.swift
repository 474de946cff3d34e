import Documents
import Formats

/// Which Compose files take in which, and where the services stand that services extend.
///
/// Compose resolves `extends` file by file, before it merges any: ApplyExtends in github.com/compose-spec/compose-go, loader/extends.go.
package struct ComposeLinks {
  private var files: [String: ComposeFact] = [:]
  private var services: [ObjectIdentifier: [String: ComposeServiceFact]] = [:]

  package init(_ files: [ComposeFact]) {
    for file in files {
      self.files[ProjectPath.normalized(file.source.name)] = file
      services[ObjectIdentifier(file.source)] = Dictionary(file.services.map { ($0.name, $0) }) { first, _ in first }
    }
  }

  /// The file of a name; nil where it was not given, or is no Compose file.
  package func file(_ name: ComposeFileName) -> ComposeFact? { name.path.flatMap { files[$0] } }

  /// The services that one of a file can extend by name alone: those of the file and, since a release of 2026, of what it includes.
  ///
  /// - Returns: nil where not all of these files were given.
  package func services(of file: ComposeFact) -> Set<String>? {
    var names: Set<String> = [], waiting = [file], seen: Set<String> = []
    while let next = waiting.popLast() {
      guard seen.insert(next.source.name).inserted else { continue }
      names.formUnion(next.names(.services))
      for name in next.includes {
        guard let file = self.file(name) else { return nil }
        waiting.append(file)
      }
    }
    return names
  }

  /// The service that another extends, where both were given.
  package func base(of service: ComposeServiceFact, in file: ComposeFact) -> (ComposeServiceFact, in: ComposeFact)? {
    guard let extended = service.extended else { return nil }
    guard let home = extended.file.map(self.file) ?? file else { return nil }
    return services[ObjectIdentifier(home.source)]?[extended.service.text].map { ($0, home) }
  }
}
