import Foundation
import Support
import Testing

/// What `make release` packs.
struct ReleaseTests {
  /// Packs a program that does what the binary under test does, which is large; the second time elsewhere.
  @Test func archiveIsWholeAndReproducible() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\nexec '\(Tool.pharos)' \"$@\"\n", to: "pharos")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("pharos").path)
    let script = Repository.file("scripts/pack.py").path
    for output in ["one", "two"] {
      let result = try Tool.run(
        Tool.python, [script, "pharos", output], in: folder.url, environment: ["SOURCE_DATE_EPOCH": "1700000000"])
      #expect(result.status == 0, Comment(rawValue: result.all))
    }
    #expect(try folder.contents(of: "one") == folder.contents(of: "two"))

    let names = try folder.contents(of: "one").keys.sorted()
    let archive = try #require(names.first { $0.hasSuffix(".tar.gz") })
    let name = archive.dropLast(".tar.gz".count)
    #expect(names == ["\(name).cdx.json", "\(name).sha256", archive])
    let list = try Tool.run("tar", ["-tzf", folder.file("one/\(archive)").path]).output.split(separator: "\n")
    for path in [
      "bin/pharos", "share/bash-completion/completions/pharos", "share/doc/pharos/LICENSE",
      "share/fish/vendor_completions.d/pharos.fish", "share/man/man1/pharos.1", "share/zsh/site-functions/_pharos",
    ] { #expect(list.contains("\(name)/\(path)"), Comment(rawValue: path)) }
    #expect(try Tool.run("sha256sum", ["--check", "\(name).sha256"], in: folder.file("one")).status == 0)
  }

  /// The bill names what Package.resolved pins and what a static binary holds, each with a version and a licence.
  @Test func billOfMaterialsIsWhole() throws {
    let text = try Tool.run(Tool.python, [Repository.file("scripts/sbom.py").path, "1.2.3"]).output
    let bill = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(bill["bomFormat"] as? String == "CycloneDX" && bill["specVersion"] as? String == "1.6")
    let components = try #require(bill["components"] as? [[String: Any]])
    let names = Set(components.compactMap { $0["name"] as? String })
    #expect(names.isSuperset(of: ["swift-argument-parser"]))
    #if os(Linux)
      #expect(names.isSuperset(of: ["swift", "libyaml", "glibc", "libstdc++"]))
    #endif
    for component in components {
      #expect((component["version"] as? String)?.isEmpty == false && component["licenses"] != nil)
      #expect((component["purl"] as? String)?.hasPrefix("pkg:") == true)
    }
    let references = Set(components.compactMap { $0["bom-ref"] as? String })
    let dependencies = try #require(bill["dependencies"] as? [[String: Any]])
    #expect(Set(dependencies.flatMap { $0["dependsOn"] as? [String] ?? [] }) == references)
  }

  /// What names a version of Swift or of the image names the same one.
  @Test func versionsAgree() throws {
    let image = try #require(try Repository.text("Dockerfile").firstMatch(of: /FROM (\S+swift:\S+) AS build/)).1
    #expect(try Repository.text(".github/workflows/ci.yml").contains("container: \(image)\n"))
  }

  /// The Action's last step, with a program that writes down its arguments: every line of paths is linted, and none is an option.
  @Test func actionLintsEveryPath() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\nprintf '%s ' \"$@\" >> arguments; echo >> arguments\n", to: "pharos")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("pharos").path)
    let script = try Tool.run(
      Tool.python,
      ["-c", "import sys, yaml; print(yaml.safe_load(sys.stdin)['runs']['steps'][-1]['run'])"],
      input: try Repository.text("action.yml")
    ).output
    let result = try Tool.run(
      "bash", ["-e", "-c", script], in: folder.url,
      environment: [
        "PHAROS": folder.file("pharos").path, "PATHS": "a b\n--fix\n*.yml\n", "FAIL_ON": "warning", "BASELINE": "",
        "SARIF": "report",
      ])
    #expect(result.status == 0, Comment(rawValue: result.all))
    let lines = ["sarif", "github"].map { "lint --fail-on warning --format \($0) -- a b --fix *.yml \n" }
    #expect(try String(contentsOf: folder.file("arguments"), encoding: .utf8) == lines.joined())
  }
}
