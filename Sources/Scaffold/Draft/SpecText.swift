import Documents

/// The draft as the text of a spec: sections in a sensible order, each with a comment that teaches it.
enum SpecText {
  static func render(_ draft: Draft) -> String {
    ([head(draft)] + sections(draft) + remainders(draft)).joined(separator: "\n")
  }

  /// The schema is the one that `pharos schema` prints; editors look for the first comment.
  private static func head(_ draft: Draft) -> String {
    let origin = draft.origins.isEmpty ? "" : " from \(draft.origins.joined(separator: ", "))"
    let comment = """
      yaml-language-server: $schema=pharos.schema.json
      What \(draft.projectName) runs and what it promises. `pharos init` wrote this\(origin); it is yours now. Where a comment calls \
      something a guess, look twice.
        pharos validate                        tells everything that is wrong with it
        pharos generate                        writes the stack to monitoring/
        pharos schema > pharos.schema.json     completion and checks in your editor, which the first line asks for
      """
    return text([("version", 1), ("project", draft.project.tree)], header: comment)
  }

  private static func sections(_ draft: Draft) -> [String] {
    let services = Tree.mapping(draft.services.map { name, service in Tree.Entry(name, named(service)) })
    let written = services.isEmptyCollection ? text([("services", services)], header: SectionRemarks.noServices) : nil
    return [
      written ?? section("services", services, SectionRemarks.services(draft), compactFrom: 3),
      section("components", draft.components.tree, SectionRemarks.components(draft)),
      section("probes", draft.probes.tree, SectionRemarks.probes),
      section("receivers", draft.receivers.tree, SectionRemarks.receivers),
      section("severities", severities(draft), SectionRemarks.severities),
      section("routes", .list(draft.routes.map(\.tree)), SectionRemarks.routes),
      section("time_intervals", draft.timeIntervals.tree, SectionRemarks.timeIntervals),
      draft.heartbeat.flatMap { section("heartbeat", $0.value, $0.note ?? SectionRemarks.heartbeat, compactFrom: 1) }
        ?? text([], header: SectionRemarks.noHeartbeat),
      draft.runbooks.flatMap {
        section("urls", ["runbooks": .string($0)], SectionRemarks.knownAddresses, compactFrom: 1)
      }
        ?? text([], header: SectionRemarks.addresses),
      section("alerts", draft.alerts.tree, SectionRemarks.alerts),
      section("prometheus", draft.prometheus.tree, SectionRemarks.prometheus),
      section("known_metrics", .strings(draft.knownMetrics.sorted()), SectionRemarks.knownMetrics, compactFrom: 1),
      section(
        "lint", draft.knownPatterns.isEmpty ? .mapping([]) : ["known_metrics": .strings(draft.knownPatterns.sorted())],
        SectionRemarks.knownPatterns, compactFrom: 1),
      network(draft),
    ].compactMap { $0 }
  }

  /// Only where it is not the one that a spec assumes.
  private static func network(_ draft: Draft) -> String? {
    guard let network = draft.network, network.value != .string("\(draft.projectName)_default") else { return nil }
    return section("deploy", ["compose": ["network": network.value]], network.note ?? "", compactFrom: 1)
  }

  private static func named(_ service: DraftService) -> Tree { Entry(service.tree, note: service.note).tree }

  private static func severities(_ draft: Draft) -> Tree {
    .list(
      draft.severities.map { name, entry in
        Entry(Tree.mapping([.init("name", .string(name))]).merging(entry.value), note: entry.note).tree
      })
  }

  private static func section(_ key: String, _ value: Tree, _ remark: String, compactFrom level: Int = 2) -> String? {
    guard !value.isEmptyCollection else { return nil }
    return text([(key, remark.isEmpty ? value : .commented(Remark.wrapped(remark), value))], compactFrom: level)
  }

  private static func text(_ entries: [(String, Tree)], header: String? = nil, compactFrom level: Int? = nil) -> String
  {
    let comment = header.map { header in
      Remark.wrapped(header).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
    }
    guard !entries.isEmpty else { return comment ?? "" }
    let tree = Tree.mapping(entries.map { Tree.Entry($0.0, $0.1) })
    return (comment ?? "") + String(decoding: YAMLWriter.write(tree, compactFrom: level), as: UTF8.self)
  }

  // MARK: What is not in it

  private static func remainders(_ draft: Draft) -> [String] {
    [
      remainder(.unmonitored, SectionRemarks.unmonitored, draft),
      remainder(.changed, "Carried over in another form; look at these:", draft),
      remainder(.leftOut, "Not carried over:", draft),
    ].compactMap { $0 }
  }

  private static func remainder(_ kind: Leftover.Kind, _ title: String, _ draft: Draft) -> String? {
    let lines = draft.leftovers.filter { $0.kind == kind }.map { "  \($0.place): \(Remark.plain($0.message))" }
    return lines.isEmpty ? nil : text([], header: ([title] + lines).joined(separator: "\n"))
  }
}
