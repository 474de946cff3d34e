import Foundation
import Support
import Testing

/// Holds the direction of imports: SwiftPM lets transitive ones through, so that a wrong arrow would not show otherwise.
struct ArchitectureTests {
  /// What each module may import of ours; the map in docs/architecture.md.
  private static let allowed: [String: Set<String>] = [
    "RE2": [], "PromQL": ["RE2"], "LogQL": ["RE2"], "Exposition": [], "GoTemplate": ["RE2"], "TextTemplate": [],
    "Arithmetic": [],
    "Hashing": [],
    "Documents": ["CLibYAML"],
    "Formats": ["Documents", "Hashing", "PromQL", "GoTemplate", "RE2"],
    // Overlays and Upgrades for the kinds of what they find.
    "Lint": [
      "Formats", "Project", "Documents", "Exposition", "Overlays", "PromQL", "LogQL", "GoTemplate", "RE2",
      "Templates", "Upgrades",
    ],
    "Project": ["Documents", "Regeneration", "PromQL", "LogQL", "RE2", "GoTemplate", "TextTemplate", "Arithmetic"],
    "Scaffold": ["Formats", "Project", "Documents", "Exposition", "PromQL", "RE2"],
    "Templates": [],
    "Changes": ["Formats", "Documents", "PromQL"],
    "Upgrades": ["Formats", "Project", "Documents", "PromQL"],
    "Regeneration": ["Hashing"],
    "Overlays": ["Documents", "Regeneration"],
    "Artifacts": ["Project", "Regeneration", "Documents", "PromQL", "GoTemplate", "TextTemplate"],
    "Targets": ["Artifacts", "Project", "Regeneration", "Documents", "Templates"],
    "Workspace": ["Regeneration", "CPosix"],
    "PharosCLI": [
      "Artifacts", "CBuild", "Changes", "Documents", "Exposition", "Formats", "Lint", "Overlays", "Project", "PromQL",
      "Regeneration", "Scaffold", "Targets", "Templates", "Upgrades", "Workspace",
    ],
    "pharos": ["CPosix", "PharosCLI"],
    "pharos-fuzz": ["Exposition", "GoTemplate", "PromQL", "RE2"],
    "pharos-mutate": ["PromQL"],
    "pharos-bench": ["CLibYAML", "Documents", "Exposition", "Lint", "PromQL", "RE2"],
    "embed-templates": ["Documents"],
  ]
  private static let outside: Set<String> = [
    "ArgumentParser", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Synchronization",
  ]
  /// Modules that touch disk, clock, network or environment.
  private static let withEffects: Set<String> = ["Workspace", "PharosCLI", "pharos", "embed-templates"]

  @Test(arguments: allowed.keys.sorted())
  func importsPointDown(module: String) throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Repository.file("Sources/\(module)").path).filter {
      $0.hasSuffix(".swift") && !$0.contains("templates/")
    }
    #expect(!files.isEmpty)
    for file in files {
      for line in try Repository.text("Sources/\(module)/\(file)").split(separator: "\n") {
        let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
        // A line of code that is generated for others is indented.
        guard !line.hasPrefix(" "), words.first == "import", let name = words.last.map(String.init) else { continue }
        let isAllowed = Self.allowed[module]!.contains(name) || Self.outside.contains(name)
        #expect(isAllowed, "\(module)/\(file) imports \(name)")
        if ["Glibc", "Musl", "Darwin"].contains(name) {
          #expect(
            Self.withEffects.contains(module) || module == "GoTemplate", "\(module)/\(file) reaches for the system")
        }
      }
    }
  }

  /// What is asked of an expression is answered once, in `PromQL/Analysis`: an extension elsewhere is the beginning of a second answer.
  @Test func syntaxIsExtendedInPromQLAlone() throws {
    var types: Set<String> = []
    for file in ["Expr", "Nodes", "LabelMatcher", "Operators", "Functions", "DurationExpr"] {
      for line in try Repository.text("Sources/PromQL/Tree/\(file).swift").split(separator: "\n") {
        let words = line.prefix { $0 != ":" && $0 != "{" }.split(separator: " ")
        if line.hasPrefix("public "), let index = words.firstIndex(where: { ["struct", "enum", "class"].contains($0) })
        {
          types.insert(String(words[index + 1]))
        }
      }
    }
    #expect(types.isSuperset(of: ["Expr", "VectorSelector", "Call", "LabelMatcher", "BinaryOperator", "Function"]))
    let sources = Repository.file("Sources").path
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources)
    where path.hasSuffix(".swift") && !path.hasPrefix("PromQL/") && !path.hasPrefix("Templates/") {
      let lines = try Repository.text("Sources/\(path)").split(separator: "\n")
      // Others may have a type of that name.
      guard lines.contains("import PromQL") else { continue }
      for line in lines {
        let words = line.split { " {:[]?".contains($0) }
        guard let index = words.firstIndex(of: "extension"), index + 1 < words.count else { continue }
        let name = words[index + 1].split(separator: ".").first { $0 != "PromQL" } ?? ""
        #expect(!types.contains(String(name)), "\(path): \(line)")
      }
    }
  }

  /// The spec and the sections of it that the stack has in another form.
  private static let unresolved: Set<String> = [
    "Spec", "SpecReading", "ResolvedSpec", "Service", "Component", "Probe", "CustomAlert", "AlertTuning",
  ]

  /// What a spec means is worked out once, for the stack: a generator that reads the spec begins to work it out again.
  @Test func generatorsReadTheStackAlone() throws {
    let sources = try FileManager.default.subpathsOfDirectory(atPath: Repository.file("Sources").path)
    for path in sources
    where path.hasSuffix(".swift") && ["Artifacts/", "Targets/"].contains(where: path.hasPrefix) {
      for line in try Repository.text("Sources/\(path)").split(separator: "\n") {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("//") { continue }
        let outsideOfTexts = code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        let words = Set(outsideOfTexts.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map(String.init))
        #expect(Self.unresolved.isDisjoint(with: words), "\(path): \(line)")
      }
    }
  }

  /// What only the top of the command line may say, and where: a use case returns values, so that a test calls it without a process.
  private static let spoken: [String: [String]] = [
    "print(": ["PharosCLI/Console/Console.swift"], "STDOUT_FILENO": ["PharosCLI/Console/Console.swift"],
    "STDERR_FILENO": ["PharosCLI/Console/Console.swift"],
    "exit(": ["PharosCLI/Pharos.swift"], "ExitCode": ["PharosCLI/Pharos.swift"],
    "Console": ["PharosCLI/Pharos.swift", "PharosCLI/Console/"],
    "Presenter": ["PharosCLI/Pharos.swift", "PharosCLI/Console/", "PharosCLI/Commands/"],
    "ExitStatus": ["PharosCLI/Pharos.swift", "PharosCLI/Console/", "PharosCLI/Commands/"],
    "ArgumentParser": [
      "PharosCLI/Pharos.swift", "PharosCLI/Commands/", "PharosCLI/Completion/", "PharosCLI/Usage/",
    ],
  ]
  /// Programs that only the build and `make` run.
  private static let helpers = ["pharos-bench/", "pharos-fuzz/", "embed-templates/", "Templates/"]

  @Test func onlyTheTopPrintsAndExits() throws {
    var said: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: Repository.file("Sources").path)
    where path.hasSuffix(".swift") && !Self.helpers.contains(where: path.hasPrefix) {
      for line in try Repository.text("Sources/\(path)").split(separator: "\n") {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("//") { continue }
        for (word, places) in Self.spoken where Self.says(word, code) {
          said.insert(word)
          #expect(places.contains(where: path.hasPrefix), "\(path): \(line)")
        }
      }
    }
    #expect(said == Set(Self.spoken.keys), "what nobody says is not held by this test")
  }

  /// Whether a word stands on its own in a line of code: not within another, nor behind a dot.
  private static func says(_ word: String, _ code: Substring) -> Bool {
    code.ranges(of: word).contains { range in
      let before = code[..<range.lowerBound].last ?? " ", after = code[range.upperBound...].first ?? " "
      let isWhole = word.hasSuffix("(") || !(after.isLetter || after.isNumber)
      return isWhole && !(before.isLetter || before.isNumber || before == "_" || before == ".")
    }
  }

  /// What stands on a dashboard is decided where the stack is resolved, so that every writer shows the same.
  @Test(arguments: ["Dashboards", "PanelTree", "PanelOptions"])
  func writersOfDashboardsDecideNothing(file: String) throws {
    let text = try Repository.text("Sources/Artifacts/Grafana/\(file).swift")
    for source in ["stack.spec", "stack.packs", "stack.owners", "stack.alerts", "Pack(", "PackPanel", "PromQL"] {
      #expect(!text.contains(source), "\(file) reads \(source)")
    }
  }

  @Test func everyModuleIsOnTheMap() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Repository.file("Sources").path)
    #expect(Set(modules).subtracting(["CBuild", "CLibYAML", "CPosix"]) == Set(Self.allowed.keys))
  }

  /// What only one target knows: another that is added finds nothing of it elsewhere.
  @Test func eachTargetIsItsFolder() throws {
    let exempt: Set<String> = [
      // The target's own settings in the spec.
      "Sources/Project/Spec/StackSettings.swift",
      // How Alloy finds containers of the Docker engine.
      "templates/packs/alloy/runbooks/alloy-reads-nothing.md",
    ]
    var scanned = 0
    for folder in ["Sources/Project", "Sources/Artifacts", "templates", "runbooks"] {
      for path in try FileManager.default.subpathsOfDirectory(atPath: Repository.file(folder).path) {
        let path = "\(folder)/\(path)"
        let isText = [".swift", ".md", ".yml", ".py", ".js"].contains(where: path.hasSuffix)
        guard isText, !exempt.contains(path), !path.hasPrefix("templates/metrics/") else { continue }
        scanned += 1
        for line in try Repository.text(path).split(separator: "\n") {
          let isOfTarget = ["compose", "/run/secrets", "127.0.0.11"].contains { line.lowercased().contains($0) }
          #expect(!isOfTarget, "\(path): \(line)")
        }
      }
    }
    #expect(scanned > 200)
    let list = try Repository.text("Sources/Targets/Targets.swift")
    for folder in try FileManager.default.contentsOfDirectory(atPath: Repository.file("Sources/Targets").path)
    where !folder.hasSuffix(".swift") {
      #expect(list.contains("\n    \(folder)Target()"), "\(folder) is not in the list")
    }
  }
}
