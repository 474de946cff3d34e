import Testing
import TextTemplate

@Suite struct TextTemplateTests {
  private static let context: TemplateValue = [
    "name": "api", "empty": "", "zero": 0, "count": 3, "yes": true, "none": [], "for": "5m", "if": "cond",
    "settings": ["file": "/run/x", "deep": ["er": "!"]],
    "alerts": [["name": "A", "severity": "page"], ["name": "B", "severity": "info"]],
    "table": "| a |\n|---|\n\n| 1 |\n", "words": ["x", "y"],
  ]

  @Test(arguments: [
    ("hi @{name}: @{settings.file}@{settings.deep.er} @{count}", "hi api: /run/x! 3"),
    ("@@{name} a@b @ { @@@{name} {{ $labels.x }} <b>&", "@{name} a@b @ { @@{name} {{ $labels.x }} <b>&"),
    (
      "@{if name}a@{else}b@{end}@{if empty}a@{else}b@{end}@{if not none}c@{end}@{if zero}d@{end}@{if yes}e@{end}",
      "abce"
    ),
    ("@{for} @{if} @{ name }", "5m cond api"),
    ("@{for a in alerts}@{a.name}:@{a.severity} @{end}", "A:page B:info "),
    ("@{for w in words}@{for v in words}@{w}@{v},@{end}@{end}", "xx,xy,yx,yy,"),
    ("@{for name in words}@{name}@{end}@{name}", "xyapi"),
    ("@{for a in none}x@{else}nothing@{end}", "nothing"),
    ("a\n@{if name}\nb\n  @{end}  \nc\n", "a\nb\nc\n"),
    ("- x\n  @{for w in words}\n  - @{w}\n  @{end}\nend", "- x\n  - x\n  - y\nend"),
    ("a\n@{if empty}\nb\n@{else}\nc\n@{end}", "a\nc\n"),
    ("@{if name}@{if yes}\nx\n@{end}@{end}\n", "x\n"),
    ("a\r\n@{if name}\r\nb\r\n@{end}\r\n", "a\r\nb\r\n"),
    ("- t\n  @{table}\n- u", "- t\n  | a |\n  |---|\n\n  | 1 |\n- u"),
    ("- @{table}.", "- | a |\n|---|\n\n| 1 |\n."),
    ("", ""),
  ])
  func renders(template: String, text: String) throws {
    #expect(try Template(template).render(Self.context) == text)
  }

  @Test(arguments: [
    ("a @{} b", ["2..<5: empty placeholder"]),
    ("ü @{name", ["3..<9: “@{” without “}” on the same line; a literal “@{” is written “@@{”"]),
    (
      "@{a. b}@{end}",
      [
        "2..<4: “a.” is no name: letters, digits, “_” and “-”, joined by dots",
        "7..<13: “@{end}” without a block to close",
      ]
    ),
    ("@{if a}", ["0..<7: block without “@{end}”"]),
    ("@{else}", ["0..<7: “@{else}” without a block to belong to"]),
    ("@{if a}@{else}@{else}@{end}", ["14..<21: “@{else}” without a block to belong to"]),
    (
      "@{if a b}x@{end} @{for a b}x@{end}",
      ["0..<9: a condition is written @{if name} or @{if not name}", "17..<27: a loop is written @{for item in list}"]
    ),
    (
      "@{a..b} @{ö}",
      [
        "2..<6: “a..b” is no name: letters, digits, “_” and “-”, joined by dots",
        "10..<12: “ö” is no name: letters, digits, “_” and “-”, joined by dots",
      ]
    ),
  ])
  func refusesToParse(template: String, messages: [String]) {
    let error = #expect(throws: TemplateErrors.self) { try Template(template) }
    #expect(error?.errors.map(\.description) == messages)
  }

  @Test(arguments: [
    ("@{name x}", ["2..<6: “name” takes no words; a literal “@{” is written “@@{”"]),
    ("@{nope} @{name} @{settings.no}", ["2..<6: unknown name “nope”", "18..<29: “settings” has no “no”"]),
    (
      "@{name.x} @{settings} @{words} @{yes}",
      [
        "2..<8: “name” is a string and has no “x”", "12..<20: “settings” is a mapping and cannot be written as text",
        "24..<29: “words” is a list and cannot be written as text",
        "33..<36: “yes” is a boolean and cannot be written as text",
      ]
    ),
    (
      "@{for a in name}@{end}@{if no}@{end}@{for a in alerts}@{a.x}@{end}",
      [
        "11..<15: “name” is a string, not a list", "27..<29: unknown name “no”", "56..<59: “a” has no “x”",
      ]
    ),
  ])
  func refusesToRender(template: String, messages: [String]) throws {
    let template = try Template(template)
    let error = #expect(throws: TemplateErrors.self) { try template.render(Self.context) }
    #expect(error?.errors.map(\.description) == messages)
  }

  @Test func callsTakeWords() throws {
    let calls: [String: Template.Call] = ["do.it": { $0.first == "no" ? nil : $0.joined(separator: "+") }]
    #expect(try Template("a @{do.it b c=d}, @{do.it}.").render([:], calls: calls) == "a b+c=d, .")
    #expect(try Template("@{do.it b c}").placeholders.first?.words == ["b", "c"])
    let error = #expect(throws: TemplateErrors.self) { try Template("@{do.it no way}").render([:], calls: calls) }
    #expect(error?.errors.map(\.description) == ["2..<7: “do.it” does not take “no way”"])
  }

  @Test func tellsWhatItNeeds() throws {
    let template = try Template(
      "@{a.b}@{if not c}@{for x in d.e}@{x.f}@{for y in x.g}@{y}@{end}@{else}@{x}@{end}@{end}")
    #expect(
      template.placeholders.map { $0.path.joined(separator: ".") } == [
        "a.b", "c", "d.e", "d.e.*.f", "d.e.*.g", "d.e.*.g.*", "x",
      ])
    #expect(template.placeholders.map(\.use) == [.text, .condition, .list, .text, .list, .text, .text])
    #expect(template.placeholders.first?.range == 2..<5)
  }

  @Test func deepNestingIsAnError() {
    #expect(throws: TemplateErrors.self) { try Template(String(repeating: "@{if a}", count: 10000)) }
  }
}
