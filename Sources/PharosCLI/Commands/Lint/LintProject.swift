import Documents
import Lint
import Project
import Workspace

/// What is known of the project that some files belong to: its spec.
struct LintProject {
  static let settingsName = ".pharos.yml"

  private let specs: [ProjectLoader]
  private let linter: Linter

  /// - Parameter specs: paths of specs; where none is named, one among the files or in the nearest folder above them.
  init(_ files: LintFiles, specs named: [String]) {
    let paths = named.isEmpty ? Self.specPath(files).map { [$0] } ?? [] : named
    specs = paths.compactMap { path in
      guard case .success(let source) = files.read(path) else { return nil }
      return try? ProjectLoader(source)
    }
    linter = Linter(knowledge: Knowledge(stack: specs.lazy.compactMap(\.stack).first, today: Today.date))
    for spec in specs where spec.stack == nil {
      Console.error("\(spec.path) has errors, so the files are linted without it: see `pharos validate`")
    }
  }

  private static func specPath(_ files: LintFiles) -> String? {
    let paths = files.inputs.map(\.path)
    if let path = paths.first(where: { $0 == SpecSearch.name || $0.hasSuffix("/" + SpecSearch.name) }) { return path }
    return paths.first.flatMap { SpecSearch.nearest(SpecSearch.name, above: folder(of: $0)) }
  }

  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }

  func lint(_ files: LintFiles) -> Linter.Report {
    let specs = specs
    var report = linter.lint(
      files.inputs,
      Linter.Access(
        read: { files.read($0) },
        validate: { source in
          if let known = specs.first(where: { $0.path == source.name }) { return known.findings }
          do { return try ProjectLoader(source).findings } catch {
            return [UnreadableFile(path: source.name, message: "\(error)", help: nil).finding]
          }
        }))
    report.findings = (files.findings + report.findings).sortedByPlace()
    return report
  }
}
