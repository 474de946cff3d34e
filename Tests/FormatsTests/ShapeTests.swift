import Documents
import Formats
import Testing

/// What the shapes of foreign configurations accept and refuse.
struct ShapeTests {
  private static let shape = Shape.section(
    SectionShape(
      "job",
      [
        "name": .string, "honor": .boolean, "port": .integer, "scheme": .choice(["http", "https"]),
        "targets": .list(.string), "params": .map(.list(.string)),
      ], required: ["name"]))

  private func problems(_ yaml: String) -> [String] {
    let source = SourceFile(name: "x.yml", text: yaml)
    return Self.shape.problems(in: YAMLDocuments.read(source).roots[0]).map {
      "\(source.text($0.range)): \($0.message)"
    }
  }

  @Test(arguments: [
    "name: a", "name: 5\nhonor: yes", "name: a\nhonor: OFF\nport: 80\nscheme: https",
    "name: a\ntargets: [a, 5]\nparams: { x: [y] }", "name: a\nport:\ntargets: ~",
  ])
  func accepts(yaml: String) { #expect(problems(yaml) == []) }

  @Test(arguments: [
    ("port: 80", ": job lacks `name`"),
    ("name: a\nports: 80", "ports: unknown key `ports` in job"),
    ("name: [a]", "[a]: expected a string, found a list"),
    ("name: a\nhonor: \"yes\"", "\"yes\": expected a boolean, `true` or `false`, found a string `yes`"),
    ("name: a\nport: many", "many: expected a whole number, found a string `many`"),
    ("name: a\nscheme: htps", "htps: `htps` is none of `http`, `https`"),
    ("name: a\ntargets: b", "b: expected a list, found a string `b`"),
  ])
  func refuses(yaml: String, problem: String) { #expect(problems(yaml) == [problem]) }
}
