import Documents
import Formats
import PromQL

/// A Prometheus that a Compose file runs with a configuration that was given too.
package struct Deployment {
  /// With what those that it may be merged with say of its services.
  package let compose: ComposeFact
  package let service: ComposeServiceFact
  package let config: PrometheusFact
}

extension ConfigurationFacts {
  /// The major versions of Prometheus whose images Compose files run.
  var prometheusReleases: Set<Int> {
    let images = compose.flatMap(\.services).compactMap(\.imageText).map(ImageReference.init)
    return Set(
      images.filter { $0.shortName == "prometheus" }.compactMap { image in
        guard let tag = image.tag, tag != "latest" else { return PrometheusVersion.newest.major }
        return Int(tag.drop { $0 == "v" }.prefix { $0 != "." })
      })
  }

  /// Which Compose service mounts which `prometheus.yml`.
  package var deployments: [Deployment] {
    composeProjects.flatMap { project in
      project.files.lazy.filter { !$0.source.isAbandoned }.flatMap { deployments(in: project.merged($0), of: project) }
    }
  }

  private func deployments(in file: ComposeFact, of project: ComposeProject) -> [Deployment] {
    file.services.compactMap { service in
      // What lies over another definition is that one, merged.
      let isLaidOver =
        service.isPartial && project.union(of: service.name)?.definitions.contains { !$0.isPartial } == true
      guard service.isPrometheus, !isLaidOver,
        case .host(let path) = service.place(of: service.flags.configFile, in: file),
        let config = prometheus.first(where: { ProjectPath.normalized($0.source.name) == path })
      else { return nil }
      return Deployment(compose: file, service: service, config: config)
    }
  }

  /// The Compose files, each with what those that it may be merged with say of its services.
  package var mergedCompose: [ComposeFact] {
    composeProjects.flatMap { project in project.files.map(project.merged) }
  }

  /// Every configuration of Prometheus with the files that its patterns name, as the names of files are; a pattern whose files may lie
  /// anywhere is left out.
  package func named(_ patterns: (PrometheusFact) -> [WordFact]) -> [(
    pattern: WordFact, path: String, config: PrometheusFact
  )] {
    let deployments = deployments
    return prometheus.flatMap { config in
      let deployment = deployments.first { $0.config.source === config.source }
      return patterns(config).compactMap { pattern in
        Self.place(of: pattern.text, in: config, of: deployment).map { (pattern, $0, config) }
      }
    }
  }

  private static func place(of path: String, in config: PrometheusFact, of deployment: Deployment?) -> String? {
    guard let deployment else {
      // What lies beside a text of a ConfigMap says whoever mounts it.
      if config.source.isHeld { return nil }
      return path.hasPrefix("/") ? nil : ProjectPath.resolved(path, beside: config.source.name)
    }
    guard case .host(let place) = deployment.place(of: path) else { return nil }
    return place
  }

  /// The files that a path with wildcards names.
  package func files(matching pattern: String) -> [FileFact] {
    (fileIndex ?? FileIndex(files)).files(matching: pattern)
  }

  /// Whether rule files in the neighbourhood of a path were given, so that one that was not is probably not there.
  package func sees(_ path: String) -> Bool {
    (fileIndex ?? FileIndex(files)).hasRules(under: ProjectPath.folder(ProjectPath.folder(path)))
  }
}

/// Where a path inside a container comes from.
package enum ContainerPlace: Equatable {
  /// A path of the host, relative as the files' names are.
  case host(String)
  /// A volume or an image's own files: nobody knows.
  case unknown
  case unmounted
}

extension ComposeServiceFact {
  package func place(of path: String, in file: ComposeFact) -> ContainerPlace {
    let own = place(of: path, under: mounts, in: file)
    return own == .unmounted ? place(of: path, under: otherMounts, in: file) : own
  }

  private func place(of path: String, under mounts: [Mount], in file: ComposeFact) -> ContainerPlace {
    let covering = mounts.filter {
      path == $0.target || path.hasPrefix($0.target.hasSuffix("/") ? $0.target : $0.target + "/")
    }
    guard let mount = covering.max(by: { $0.target.utf8.count < $1.target.utf8.count }) else {
      return isBuilt ? .unknown : .unmounted
    }
    guard mount.isBind, !mount.source.hasPrefix("~") else { return .unknown }
    let rest = String(path.dropFirst(mount.target.count))
    return .host(ProjectPath.resolved(mount.source + "/" + rest, beside: file.source.name))
  }
}

/// Paths of a project, with `/`, without `.` and as far as possible without `..`.
package enum ProjectPath {
  /// Folders of what others made, or a build did.
  package static let foreignFolders: Set<String> = ["node_modules", "vendor", "__pycache__"]

  /// Without `.` and with `..` taken back, as far as there is something to take.
  package static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  package static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// A path as a link in a file names it.
  static func linked(_ path: String, from file: String) -> String {
    normalized((file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + path)
  }

  /// A path that a file gives, relative to the folder it is in.
  package static func resolved(_ path: String, beside file: String) -> String {
    path.hasPrefix("/")
      ? normalized(path) : normalized(folder(file) + "/./" + path).drop(leadingSlashUnless: file.hasPrefix("/"))
  }
}

extension String {
  fileprivate func drop(leadingSlashUnless isAbsolute: Bool) -> String {
    !isAbsolute && hasPrefix("/") ? String(dropFirst()) : self
  }
}
