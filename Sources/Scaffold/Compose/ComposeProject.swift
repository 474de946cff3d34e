import Documents
import Formats

/// A Compose project as Docker would run it: files merged, includes and extensions followed, variables filled in.
struct ComposeProject {
  /// A service with the file that names it.
  struct Member {
    var service: ComposeService
    var source: SourceFile
    /// Variables of its `env_file`s, its own `environment` laid over them; nil for a value from outside.
    var environment: [String: String?]

    var name: String { service.name.value }
    /// Its image for a comment, without a digest.
    var image: String {
      guard let image = service.image?.value.prefix(while: { $0 != "@" }) else { return "Built here." }
      // A tag from a variable that is not set.
      return image.isEmpty ? "Its image is not set." : "Image \(image.hasSuffix(":") ? image.dropLast() : image)."
    }
    var place: Place { Place(service.name.range, in: source) }
  }

  /// By which networks and containers are called.
  var name: String
  var members: [Member]
  /// The networks that are declared.
  var networks: [String: Node]
  /// Profiles that are switched on, by `COMPOSE_PROFILES`.
  var profiles: Set<String>
  /// What could not be followed.
  var leftovers: [Leftover]
  /// The services that others wait for until they have ended.
  let jobs: Set<String>

  private init(name: String, _ reader: ComposeReader, _ members: [Member], profiles: Set<String>) {
    self.name = name
    self.members = members
    self.profiles = profiles
    networks = reader.networks
    leftovers = reader.leftovers
    jobs = Set(
      members.flatMap { member in
        member.service.dependencies.filter { $0.condition?.value == "service_completed_successfully" }.map(\.name.value)
      })
  }
}

extension ComposeProject {
  /// - Parameters:
  ///   - paths: files that are merged, as `docker compose -f` takes them.
  ///   - folder: name of the folder of the first, by which Compose calls a project that says nothing else.
  /// - Throws: `ImportError` where a file cannot be read or is no Compose file.
  static func read(_ paths: [String], in folder: String, _ files: ImportFiles) throws(ImportError) -> ComposeProject {
    var reader = ComposeReader(files: files)
    let base = paths[0]
    let variables = reader.variables(beside: base)
    for path in paths { try reader.add(path, variables) }
    guard !reader.services.isEmpty else {
      throw ImportError(
        message: "\(base) has no services", help: "name a Compose file, with `services:` at its top")
    }
    let members = reader.members()
    let given = reader.name ?? variables["COMPOSE_PROJECT_NAME"] ?? ""
    return ComposeProject(
      name: normalized(given.isEmpty ? folder : given), reader, members,
      profiles: Set((variables["COMPOSE_PROFILES"] ?? "").split(separator: ",").map(String.init)))
  }

  /// Small letters, digits, dashes and underscores, the first of them a letter or digit.
  ///
  /// NormalizeProjectName of <https://github.com/compose-spec/compose-go/blob/main/loader/loader.go>
  static func normalized(_ name: String) -> String {
    let kept = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    return String(kept.drop { $0 == "-" || $0 == "_" })
  }
}
