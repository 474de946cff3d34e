import Documents

/// What Compose refuses beside values of a wrong kind: texts that it takes apart, and keys that contradict each other.
///
/// Source: github.com/compose-spec/compose-go, loader/validate.go, validation/, format/volume.go.
package enum ComposeConsistency {
  package static func problems(in file: ComposeFile) -> [FormatProblem] {
    let sections = ComposeFile.sections.compactMap { file.node.entry($0) }
    return sections.flatMap { names(in: $0.value) } + sections.flatMap { variables(in: $0.value, of: file) }
      + file.services.flatMap { problems(in: $0, of: file) } + external(file.node["volumes"])
  }

  private static func names(in section: Node) -> [FormatProblem] {
    (section.mapping ?? []).compactMap { entry in
      guard let name = entry.key.text, !name.hasPrefix("x-"), name != "<<" else { return nil }
      let isFine = !name.isEmpty && name.utf8.allSatisfy { $0.isLetter || $0.isDigit || "._-".utf8.contains($0) }
      return isFine
        ? nil
        : FormatProblem("`\(name)` is no name: Compose takes letters, digits, `.`, `_` and `-`", at: entry.key.range)
    }
  }

  /// `${` with something else than a variable behind it, anywhere below.
  private static func variables(in node: Node, of file: ComposeFile) -> [FormatProblem] {
    switch node.content {
    case .sequence(let items): return items.flatMap { variables(in: $0, of: file) }
    case .mapping(let entries):
      return entries.flatMap { variables(in: $0.value, of: file) }
    case .scalar:
      guard let text = Text(node),
        let problem = Interpolation.problems(in: text.value).first(where: { $0.problem == .malformed })
      else { return [] }
      return [
        FormatProblem(
          "this is no variable that Compose can fill in, so it refuses the file",
          help: "write `$$` for a dollar sign that the container is to see",
          at: text.range(of: problem.part, in: file.source))
      ]
    }
  }

  private static func problems(in service: ComposeService, of file: ComposeFile) -> [FormatProblem] {
    var found = ports(of: service) + volumes(of: service)
    if service.node.isFilled("network_mode"), let networks = service.node.entry("networks"),
      networks.value.sequence?.isEmpty == false || networks.value.mapping?.isEmpty == false
    {
      found.append(
        FormatProblem(
          "`networks` cannot stand beside `network_mode`", help: "remove one of them", at: networks.key.range))
    }
    // What reads files of version 2 starts one container then, with a warning.
    let scale = file.node["version"]?.text?.hasPrefix("2") == true ? nil : service.node.entry("scale")
    let count = scale ?? service.node["deploy"]?.entry("replicas")
    if service.node.isFilled("container_name"), let count, (count.value.text.flatMap(Int.init) ?? 0) > 1 {
      found.append(
        FormatProblem(
          "\(count.value.text ?? "") containers cannot have one name", help: "remove `container_name` or this",
          at: count.key.range))
    }
    if let word = service.node["healthcheck"]?["test"]?.sequence?.first, let text = word.text,
      !Interpolation.isNeeded(text),
      !["CMD", "CMD-SHELL", "NONE"].contains(text)
    {
      found.append(
        FormatProblem(
          "the list begins with `\(text)`, so Compose refuses it",
          help: "begin it with `CMD`, or with `CMD-SHELL` and one text", at: word.range))
    }
    return found
  }

  private static func ports(of service: ComposeService) -> [FormatProblem] {
    (service.node["ports"]?.sequence ?? []).compactMap { port in
      let isShort = port.scalar != nil
      guard let node = isShort ? port : port["published"], let text = node.text, let filled = Interpolation.filled(text)
      else {
        return nil
      }
      let problem =
        isShort
        ? ComposePortSpec.problem(in: filled)
        : filled.isEmpty || ComposePortSpec.range(filled) != nil
          ? nil : "`\(filled)` is no port: ports are numbers up to 65535"
      return problem.map {
        FormatProblem($0, help: "write `HOST:CONTAINER`, as in `127.0.0.1:8080:80`", at: node.range)
      }
    }
  }

  private static func volumes(of service: ComposeService) -> [FormatProblem] {
    (service.node["volumes"]?.sequence ?? []).compactMap { volume in
      guard let text = volume.text.flatMap(Interpolation.filled), !text.includes("\\") else { return nil }
      // Before the first colon, a letter is a drive of Windows.
      var parts = text.split(separator: ":", omittingEmptySubsequences: false)
      if parts.count > 1, parts[0].utf8.count == 1, parts[0].utf8.first?.isLetter == true { parts.removeFirst() }
      if parts.count > 1, parts.contains(where: \.isEmpty) {
        return FormatProblem("a part of `\(text)` is empty", help: "write `SOURCE:TARGET`", at: volume.range)
      }
      return parts.count > 3
        ? FormatProblem("`\(text)` has too many colons", help: "write `SOURCE:TARGET:OPTIONS`", at: volume.range) : nil
    }
  }

  /// A volume that is somebody else's has no settings here.
  private static func external(_ section: Node?) -> [FormatProblem] {
    (section?.mapping ?? []).compactMap { entry in
      guard entry.value.flag("external") == true else { return nil }
      let other = entry.value.mapping?.first { item in
        let key = item.key.text ?? ""
        return !["external", "name", "<<"].contains(key) && !key.hasPrefix("x-")
      }
      return other.map {
        FormatProblem(
          "`\($0.key.text ?? "")` cannot stand beside `external: true`", help: "remove one of them", at: $0.key.range)
      }
    }
  }
}
