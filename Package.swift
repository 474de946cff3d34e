// swift-tools-version: 6.1
import PackageDescription

/// What runs once a command is small rather than fast: all of it together stays below 25 MB.
let small: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// The house: arrows run from the languages up to the command line and no other way
/// (`docs/architecture.md`; `ArchitectureTests` scans the imports, as SwiftPM lets transitive ones through).
let package = Package(
  name: "pharos",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "pharos", targets: ["pharos"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "CPosix"),
    .target(
      name: "CBuild",
      cSettings: Context.environment["PHAROS_COMMIT"].map { [.define("PHAROS_COMMIT", to: "\"\($0)\"")] } ?? []),

    // Languages: they know byte offsets, no files.
    .target(name: "RE2"),
    .target(name: "PromQL", dependencies: ["RE2"]),
    .target(name: "GoTemplate", dependencies: ["RE2"], swiftSettings: small),
    .target(name: "LogQL", dependencies: ["RE2"], swiftSettings: small),
    .target(name: "Exposition"),
    .target(name: "TextTemplate"),
    .target(name: "Arithmetic"),

    .target(name: "Hashing"),
    .target(name: "Documents", dependencies: ["CLibYAML"]),
    .target(
      name: "Formats", dependencies: ["Documents", "Hashing", "PromQL", "GoTemplate", "RE2"]),
    .target(
      name: "Project",
      dependencies: [
        "Documents", "Regeneration", "PromQL", "LogQL", "RE2", "GoTemplate", "TextTemplate", "Arithmetic",
      ],
      swiftSettings: small),
    .target(name: "Templates", exclude: ["runbooks", "templates"], plugins: ["EmbedTemplates"]),
    .target(
      name: "Artifacts",
      dependencies: ["Project", "Regeneration", "Documents", "PromQL", "GoTemplate", "TextTemplate"],
      swiftSettings: small),
    .target(
      name: "Targets", dependencies: ["Artifacts", "Project", "Regeneration", "Documents", "Templates"],
      swiftSettings: small),
    .target(
      name: "Lint",
      dependencies: [
        "Formats", "Project", "Documents", "Exposition", "Overlays", "PromQL", "LogQL", "GoTemplate", "RE2",
        "Templates",
        "Upgrades",
      ]),
    .target(name: "Changes", dependencies: ["Formats", "Documents", "PromQL"], swiftSettings: small),
    .target(name: "Upgrades", dependencies: ["Formats", "Project", "Documents", "PromQL"], swiftSettings: small),
    .target(
      name: "Scaffold", dependencies: ["Formats", "Project", "Documents", "Exposition", "PromQL", "RE2"],
      swiftSettings: small),
    .target(name: "Regeneration", dependencies: ["Hashing"]),
    .target(name: "Overlays", dependencies: ["Documents", "Regeneration"], swiftSettings: small),
    .target(name: "Workspace", dependencies: ["Regeneration", "CPosix"]),
    .target(
      name: "PharosCLI",
      dependencies: [
        "Artifacts", "CBuild", "Changes", "Documents", "Exposition", "Formats", "Lint", "Overlays", "Project", "PromQL",
        "Regeneration", "Scaffold", "Targets", "Templates", "Upgrades", "Workspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: small),
    .executableTarget(name: "pharos", dependencies: ["CPosix", "PharosCLI"]),

    .executableTarget(
      name: "pharos-bench", dependencies: ["CLibYAML", "Documents", "Exposition", "Lint", "PromQL", "RE2"]),
    .executableTarget(name: "pharos-fuzz", dependencies: ["Exposition", "GoTemplate", "PromQL", "RE2"]),
    .executableTarget(name: "pharos-mutate", dependencies: ["PromQL"]),
    .executableTarget(name: "embed-templates", dependencies: ["Documents"]),
    .plugin(name: "EmbedTemplates", capability: .buildTool(), dependencies: ["embed-templates"]),

    .target(
      name: "Support",
      dependencies: ["Documents", "Project", "PharosCLI", "Targets"],
      path: "Tests/Support"),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Support", "Templates"], exclude: ["fixtures", "scripts"]),
    .testTarget(
      name: "LanguageTests",
      dependencies: ["PromQL", "LogQL", "Exposition", "GoTemplate", "TextTemplate", "Arithmetic"],
      exclude: ["fixtures"]
    ),
    .testTarget(name: "RE2Tests", dependencies: ["RE2"], exclude: ["fixtures", "scripts"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats", "PromQL", "Support"], exclude: ["fixtures"]),
    .testTarget(
      name: "ScaffoldTests",
      dependencies: ["Documents", "Exposition", "Lint", "PharosCLI", "Project", "Scaffold", "Support", "Targets"],
      exclude: ["fixtures"]),
    .testTarget(name: "LintTests", dependencies: ["Lint", "PharosCLI", "Support", "Targets"], exclude: ["fixtures"]),
    .testTarget(
      name: "ProjectTests", dependencies: ["PharosCLI", "Project", "Support", "Targets"], exclude: ["fixtures"]),
    .testTarget(
      name: "ArtifactsTests",
      dependencies: ["Artifacts", "Documents", "PharosCLI", "Project", "PromQL", "Regeneration", "Support", "Targets"],
      exclude: ["fixtures"]),
    .testTarget(name: "UpgradesTests", dependencies: ["Documents", "Project", "Support", "Upgrades"]),
    .testTarget(
      name: "ChangesTests", dependencies: ["Artifacts", "Changes", "Documents", "Regeneration", "Support"],
      exclude: ["fixtures"]),
    .testTarget(
      name: "OverlaysTests",
      dependencies: ["Artifacts", "Documents", "Overlays", "Project", "Regeneration", "Support"],
      exclude: ["fixtures"]),
    .testTarget(name: "TemplatesTests", dependencies: ["Templates"]),
    .executableTarget(
      name: "workspace-victim", dependencies: ["Workspace", "Regeneration"], path: "Tests/WorkspaceVictim"),
    .testTarget(name: "WorkspaceTests", dependencies: ["Workspace", "Regeneration", "Support", "workspace-victim"]),
    .testTarget(
      name: "EndToEnd",
      dependencies: [
        "Artifacts", "Documents", "Formats", "GoTemplate", "Lint", "PharosCLI", "Project", "Support", "Workspace",
        "pharos",
        "pharos-fuzz", "pharos-mutate",
      ],
      exclude: [
        "cases", "commands", "compose", "digests", "lint", "notifications", "overlays", "schemas", "scripts", "secrets",
        "specs",
      ]),
  ]
)
