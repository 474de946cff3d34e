import Foundation
import Support
import Testing

/// Holds the direction of imports: SwiftPM lets transitive ones through, so that a wrong arrow would not show otherwise.
struct ArchitectureTests {
  /// What each module may import of ours; the map in docs/architecture.md.
  private static let allowed: [String: Set<String>] = [
    "RE2": [], "PromQL": ["RE2"], "Exposition": [], "GoTemplate": [], "TextTemplate": [], "Arithmetic": [],
    "Hashing": [],
    "Documents": ["CLibYAML"],
    "Formats": ["Documents", "Hashing", "PromQL", "GoTemplate", "RE2"],
    // Overlays and Upgrades for the kinds of what they find.
    "Lint": [
      "Formats", "Project", "Documents", "Exposition", "Overlays", "PromQL", "GoTemplate", "RE2", "Upgrades",
    ],
    "Project": ["Documents", "PromQL", "RE2", "GoTemplate", "TextTemplate", "Arithmetic"],
    "Scaffold": ["Formats", "Project", "Documents", "Exposition", "PromQL", "RE2"],
    "Templates": [],
    "Changes": ["Formats", "Documents", "PromQL"],
    "Upgrades": ["Formats", "Project", "Documents"],
    "Regeneration": ["Hashing"],
    "Overlays": ["Documents", "Regeneration"],
    "Artifacts": ["Project", "Regeneration", "Documents", "PromQL", "GoTemplate", "TextTemplate"],
    "Workspace": ["Regeneration", "CPosix"],
    "PharosCLI": [
      "Artifacts", "CBuild", "Changes", "Documents", "Exposition", "Formats", "Lint", "Overlays", "Project", "PromQL",
      "Regeneration", "Scaffold", "Templates", "Upgrades", "Workspace",
    ],
    "pharos": ["CPosix", "PharosCLI"],
    "pharos-fuzz": ["Exposition", "GoTemplate", "PromQL", "RE2"],
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

  @Test func everyModuleIsOnTheMap() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Repository.file("Sources").path)
    #expect(Set(modules).subtracting(["CBuild", "CLibYAML", "CPosix"]) == Set(Self.allowed.keys))
  }
}
