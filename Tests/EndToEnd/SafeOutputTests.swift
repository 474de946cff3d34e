import Documents
import Foundation
import Support
import Testing

@testable import PharosCLI

/// What others wrote acts neither on a terminal nor on what reads the log of a job.
struct SafeOutputTests {
  /// Control characters, among them those of a second range, and what turns text around.
  static let hostile = "\u{1B}]0;PWNED\u{07}\u{9B}31m\u{202E}\u{2066}\u{7F}\u{2028}"

  /// Each where a message or an excerpt would quote it.
  static let rules = """
    groups:
      - name: g
        rules:
          - { alert: "\\e[31m\\a\\r\\x9b\\u202e\\u2066", expr: "up{a='\\e[2J'} ==" } # ##[error]x \u{202E}\u{2066}
          - { alert: "a\\n::error::PWNED", expr: "up{b='\\n::set-output name=x::y'} ==" }
          - { record: "::set-output name=a::b\\n::error::PWNED", expr: "##[error]PWNED" }
    """

  private func isSafe(_ scalar: Unicode.Scalar) -> Bool { !VisibleText.isHidden(scalar) && scalar.value != 0xFFFE }

  @Test(arguments: ReportFormat.allCases)
  func reportsAreSafe(format: ReportFormat) throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1B}[31m\n::error::PWNED\u{202E}.yml"
    try folder.write(Self.rules, to: name)
    try folder.write(
      "groups:\n- name: \u{202E}x\n  rules:\n  - alert: A\n    expr: up == # \u{2066}\n", to: "plain.yml")
    for isInGitHub in ["true", ""] {
      let result = try Tool.run(
        Tool.pharos, ["lint", ".", "--format", format.rawValue], in: folder.url,
        environment: ["GITHUB_ACTIONS": isInGitHub])
      #expect(result.status == 1, "\(result.all)")
      #expect(result.all.unicodeScalars.allSatisfy(isSafe), "\(result.all)")
      let commands = result.all.split(separator: "\n").filter { line in
        let line = line.drop { $0.isWhitespace }
        return line.hasPrefix("::") || line.contains("##[")
      }
      let own = ["::error file=", "::warning file=", "::notice file=", "::group::", "::endgroup::"]
      if format == .github {
        #expect(commands.allSatisfy { line in own.contains { line.hasPrefix($0) } }, "\(commands)")
        #expect(result.output.contains("%0A%3A%3Aerror"), "the name of the file keeps its line break")
      } else if isInGitHub == "true" || format != .text {
        #expect(commands.isEmpty, "\(commands)")
      }
    }
  }

  /// Colours are those of pharos alone.
  @Test func colorsAreNotTakenFromFiles() throws {
    let output = Heard(), folder = try TemporaryFolder()
    try folder.write("# \u{9B}31m \u{1B}[31m\na{b=\"\u{1B}[31m\u{1B}[2J\"} x\n\u{1B}[31m 1\n", to: "a.prom")
    var console = Console(output: output.hear, error: output.hear)
    console.isOutputColored = true
    #expect(Pharos.run(["metrics", "check", folder.file("a.prom").path], on: console) == .no)
    #expect(output.text.contains("\u{1B}[1;31merror\u{1B}[0m"))
    #expect(output.text.contains("`\\x1b` begins no name"), Comment(rawValue: output.text))
    #expect(
      !output.text.contains("\u{1B}[2J") && !output.text.contains("\u{1B}[31m") && !output.text.contains("\u{9B}"))
  }

  @Test(arguments: ["metrics check a.prom", "metrics check a.prom --format json", "lint a.prom"])
  func expositionsAreSafe(command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("\(Self.hostile) 1\n\"\(Self.hostile)\n::error::x\" 1\n", to: "a.prom")
    let result = try Tool.run(
      Tool.pharos, command.split(separator: " ").map(String.init), in: folder.url,
      environment: ["GITHUB_ACTIONS": "true"])
    #expect(result.all.unicodeScalars.allSatisfy(isSafe), "\(result.all)")
    #expect(!result.all.split(separator: "\n").contains { $0.hasPrefix("::") })
  }

  /// Names of files in the messages of commands.
  @Test(arguments: [
    "lint", "validate", "generate", "promql check --file", "init --from-compose", "metrics check", "schema", "nothing",
    "lint --fail-on", "lint --baseline",
  ])
  func namesInErrorsAreSafe(command: String) throws {
    let name = "a\(Self.hostile)\n::error::PWNED"
    let folder = try TemporaryFolder()
    for exists in [false, true] {
      if exists { try folder.write("\u{1B}[31m", to: name) }
      let result = try Tool.run(
        Tool.pharos, command.split(separator: " ").map(String.init) + [name], in: folder.url,
        environment: ["GITHUB_ACTIONS": ""])
      #expect(result.status != 0 && result.all.unicodeScalars.allSatisfy(isSafe), "\(result.all)")
      #expect(!result.all.split(separator: "\n").contains { $0.hasPrefix("::") }, "\(result.all)")
    }
  }

  /// Where no runner is known, one may read what is written all the same.
  @Test(arguments: [
    "::error title=x::pwned.rules.yml", "##[error]pwned.yml", "::warning::dir/a.yml", " ::error::b.yml",
    "a##vso[task.setvariable]x.yml",
  ])
  func namesBeginNoCommand(name: String) throws {
    let shown = name.contains("##") ? name.replacingOccurrences(of: "##", with: "#\\#") : "./\(name)"
    let folder = try TemporaryFolder()
    try folder.write("groups: [{ name: g, rules: [{ record: 'a:b:c', expr: 'sum(' }] }]\n", to: name)
    for arguments in [
      ["lint", "."], ["lint", name], ["lint", name, "--baseline", name + ".json", "--write-baseline"],
    ] {
      let result = try Tool.run(Tool.pharos, arguments, in: folder.url, environment: ["GITHUB_ACTIONS": ""])
      #expect(result.all.contains(shown), "\(result.all)")
      #expect(
        !result.all.split(separator: "\n").contains {
          $0.trimmingCharacters(in: .whitespaces).hasPrefix("::") || $0.contains("##[") || $0.contains("##vso[")
        }, "\(result.all)")
    }
    try folder.write("version: 1\nproject: p\nservices: [\n", to: name)
    let result = try Tool.run(Tool.pharos, ["validate", name], in: folder.url, environment: ["GITHUB_ACTIONS": ""])
    #expect(result.all.hasPrefix("\(shown):"), "\(result.all)")
  }

  @Test func commandsAreDisarmedWhereTheyAreRead() {
    let text = "fine :: here\n::error::a\n \u{A0}\u{2003}::add-mask::b\nx ##[error]c ##vso[task.x]d\n##teamcity[e]\n"
    let output = Heard()
    var console = Console(output: output.hear, error: output.hear)
    console.print(text)
    #expect(output.text == text)
    console.isReadForCommands = true
    console.print(text)
    #expect(
      output.text.dropFirst(text.count)
        == "fine :: here\n\\::error::a\n \u{A0}\u{2003}\\::add-mask::b\nx #\\#[error]c #\\#vso[task.x]d\n#\\#teamcity[e]\n"
    )
  }

  /// A file of one line, as programs write JSON: what is said of it grows with what is wrong in it, and not with its square.
  @Test(arguments: ["text", "junit", "sarif", "gitlab"])
  func reportsGrowWithTheFindings(format: String) throws {
    let folder = try TemporaryFolder()
    var sizes: [Int] = []
    for count in [100, 400] {
      let panels = (1...count).map { id in
        #"{"id":\#(id),"title":"p\#(id)","type":"timeseries","datasource":{"type":"prometheus","uid":"x"},"targets":[{"refId":"A","expr":"sum(up ="}]}"#
      }
      try folder.write(
        #"{"title":"t","uid":"u","schemaVersion":39,"panels":[\#(panels.joined(separator: ","))]}"#, to: "d.json")
      let result = try Tool.run(Tool.pharos, ["lint", "d.json", "--format", format], in: folder.url)
      #expect(result.status == 1 && result.output.utf8.count < count * 4000)
      sizes.append(result.output.utf8.count)
    }
    #expect(sizes[1] < sizes[0] * 5)
  }

  // MARK: Ends

  @Test(arguments: ["lint a.yml", "lint a.yml --format junit", "rules", "schema", "promql check --lines l"])
  func whatCannotBeWrittenIsAnError(command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("groups: [{ name: a, rules: [{ record: 'a:b', expr: up }] }]\n", to: "a.yml")
    try folder.write("\"up\"\n", to: "l")
    let full = try Tool.run("bash", ["-c", "\(Tool.pharos) \(command) > /dev/full"], in: folder.url)
    #expect(full.status == 2 && full.error.contains("error: cannot write to standard output: No space left"), "\(full)")
    let closed = try Tool.run("bash", ["-c", "\(Tool.pharos) \(command) >&-"], in: folder.url)
    #expect(closed.status == 2 && closed.error.contains("error: cannot write to standard output: "), "\(closed)")
    let piped = try Tool.run("bash", ["-c", "\(Tool.pharos) \(command) | head -c 1"], in: folder.url)
    #expect(piped.status == 0 && !piped.error.contains("cannot write"), "\(piped)")
  }

  @Test func namesThatAreNoTextAreTold() throws {
    let folder = try TemporaryFolder()
    let script = """
      mkdir -p $'d/caf\\xe9' d/ok; printf 'groups: []\\n' > $'d/a\\xff.yml'; : > $'d/b\\xff.png'; : > $'d/caf\\xe9/x.yml'
      \(Tool.pharos) lint d; echo $?; \(Tool.pharos) lint $'d/a\\xff.yml'; echo $?
      """
    let result = try Tool.run("bash", ["-c", script], in: folder.url)
    #expect(result.output.contains("d/a\u{FFFD}.yml is not valid UTF-8 [file/unreadable]"), "\(result.all)")
    #expect(
      result.output.contains("d/caf\u{FFFD} is not valid UTF-8 [file/unreadable]") && !result.output.contains("png"))
    #expect(result.output.hasSuffix("\n2\n2\n") && result.error.contains("if its name is not valid UTF-8, rename it"))
  }

  /// A file that is too large is not read at all: this one has no blocks on the disk.
  @Test(arguments: ["lint big.yml", "validate big.yml", "promql check --file big.yml"])
  func sizesAreAskedFirst(command: String) throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      "bash", ["-c", "truncate -s 512G big.yml && ulimit -v 4000000 && \(Tool.pharos) \(command)"], in: folder.url)
    #expect(result.status == 2 && result.all.contains("which is the most that pharos reads"), "\(result)")
    #expect(result.all.contains("help: split it; there is no setting for the limit"))
  }

  @Test func linesAreReadFromAFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("\"up\"\n\"up ==\"\nup\n", to: "l.jsonl")
    let named = try Tool.run(Tool.pharos, ["promql", "check", "--lines", "l.jsonl"], in: folder.url, input: "\"x\"\n")
    let optional = try Tool.run(Tool.pharos, ["promql", "check", "--lines", "--file", "l.jsonl"], in: folder.url)
    let piped = try Tool.run(
      Tool.pharos, ["promql", "check", "--lines"], in: folder.url, input: "\"up\"\n\"up ==\"\nup\n")
    #expect(named.output.split(separator: "\n").count == 3, "\(named)")
    #expect(named.output == piped.output && optional.output == piped.output)
    #expect(try Tool.run(Tool.pharos, ["promql", "check", "--lines", "none"], in: folder.url).status == 2)
  }
}
