extension ConfigurationFacts {
  /// Puts the Compose files together, folder by folder.
  mutating func prepareCompose() {
    let folders = ComposeFolders(compose)
    composeProjects = folders.inOrder.map { folders.project(in: $0) }
  }

  /// Every definition of a service, with its file and what that belongs to.
  package var composeServices: [(service: ComposeServiceFact, file: ComposeFact, project: ComposeProject)] {
    composeProjects.flatMap { project in
      project.files.flatMap { file in file.services.map { ($0, file, project) } }
    }
  }
}

/// Which folders of Compose files belong together.
private struct ComposeFolders {
  private(set) var inOrder: [String] = []
  private var files: [String: [ComposeFact]] = [:]
  /// Folders with files that take in something of the folder, or that the folder takes something in from.
  private var linked: [String: Set<String>] = [:]
  private var cut: Set<String> = []
  /// How long the longest path is that begins with `..`.
  private let farthest: Int

  init(_ compose: [ComposeFact]) {
    for file in compose {
      let folder = Self.folder(of: file)
      if files[folder] == nil { inOrder.append(folder) }
      files[folder, default: []].append(file)
    }
    farthest = files.keys.filter { $0.hasPrefix("..") }.map(\.utf8.count).max() ?? 0
    let given = Set(compose.map { ProjectPath.normalized($0.source.name) })
    for file in compose {
      let folder = Self.folder(of: file)
      for path in file.includes.map(\.path) + file.services.map({ $0.borrowed?.file }) {
        guard let path, given.contains(path) else { continue }
        link(folder, ProjectPath.folder(path))
      }
      if file.includes.contains(where: { other in other.path.map { !given.contains($0) } ?? true }) {
        cut.insert(folder)
      }
    }
  }

  private static func folder(of file: ComposeFact) -> String {
    ProjectPath.folder(ProjectPath.normalized(file.source.name))
  }

  private mutating func link(_ one: String, _ other: String) {
    linked[one, default: []].insert(other)
    linked[other, default: []].insert(one)
  }

  func project(in folder: String) -> ComposeProject {
    var reached = [folder], seen: Set<String> = [folder]
    var index = 0
    while index < reached.count {
      let next = (linked[reached[index]] ?? []).sorted() + above(reached[index])
      for folder in next where seen.insert(folder).inserted { reached.append(folder) }
      index += 1
    }
    return ComposeProject(
      files[folder] ?? [], among: reached.flatMap { files[$0] ?? [] }, isClosed: cut.isDisjoint(with: seen))
  }

  /// The folders above that have Compose files.
  private func above(_ folder: String) -> [String] {
    sequence(first: folder, next: parent).dropFirst().filter { files[$0] != nil }
  }

  /// Nil where no file lies further up; above the working folder are `..`, `../..`.
  private func parent(of folder: String) -> String? {
    if folder.isEmpty || folder.hasSuffix("..") {
      let parent = folder.isEmpty ? ".." : folder + "/.."
      return parent.utf8.count <= farthest ? parent : nil
    }
    let parent = ProjectPath.folder(folder)
    return parent.isEmpty && folder.hasPrefix("/") ? nil : parent
  }
}
