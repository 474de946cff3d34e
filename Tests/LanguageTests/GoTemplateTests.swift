import GoTemplate
import Testing

@Suite struct GoTemplateTests {
  typealias Kind = AlertTemplateError.Kind

  /// Templates with the place of their errors between guillemets.
  @Test(arguments: [
    ("{{ $value | «humanise» }}", [Kind.unknownFunction]),
    ("{{ «$label».instance }}", [.unknownVariable]),
    ("{{ «humanize» }}", [.wrongArity]),
    ("{{ $value | «humanize» 2 }}", [.wrongArity]),
    ("{{ «toUpper» \"a\" \"b\" }}", [.wrongArity]),
    ("{{ toUpper «$value» }}", [.wrongType]),
    ("{{ .«labels».instance }}", [.unknownField]),
    ("{{ $labels.instance.«host» }}", [.unknownField]),
    ("{{ .Labels.«instance» \"x\" }}", [.wrongArity]),
    ("{{ «$value» 2 }}", [.wrongArity]),
    ("{{ if gt $value «5» }}x{{ end }}", [.wrongType]),
    ("{{ if eq $labels.code «500» }}x{{ end }}", [.wrongType]),
    ("{{ if gt $value 5.0 }}x{{ end }}", []),
    ("{{ range «$value» }}x{{ end }}", [.wrongType]),
    ("{{ template «\"x\"» }}", [.unknownTemplate]),
    ("«{{ $value } and» {{ $labels.job }}", [.unclosed]),
    ("«{{ $value» ", [.unclosed]),
    ("a «{{ $value» {{ $labels.job }}", [.unclosed]),
    ("«{{ if» $value }}x", [.unclosed]),
    ("x «{{ end» }} y {{ «unknown» }}", [.syntax, .unknownFunction]),
    ("{{ if «»}}x{{ else }}y{{ end }}", [.syntax]),
    ("{{ if $value }}x{{ else }}y«{{ else» }}z{{ end }}", [.syntax]),
    ("{{ $labels.job«-»name }}", [.syntax]),
    ("{{ «\"open }}»\n{{ «nope» }}", [.syntax, .unknownFunction]),
    ("{{ 1 | «2» }} {{ «nil» }} {{ \"x\"«.y» }}", [.syntax, .evaluation, .syntax]),
    ("{{ «(»$value }}", [.syntax]),
    ("{{ «break» }}", [.syntax]),
    ("{{ «09» }} {{ «1x» }} {{ «''» }}", [.syntax, .syntax, .syntax]),
    ("«{{/*» open }}", [.unclosed]),
    ("größe {{ «$größe» }}", [.unknownVariable]),
    ("{{ define \"a\" }}{{ «$labels».x }}{{ end }}{{ template \"a\" . }}", [.unknownVariable]),
    ("{{ with $x := 1 }}{{ $x }}{{ end }}{{ «$x» }}", [.unknownVariable]),
    ("{{ «now» 1 }} {{ «join» \",\" 1 }}", [.wrongArity, .unknownFunction]),
    ("{{ «$x» = 1 }}{{ $x }}", [.evaluation]),
    ("{{ $value | humanize | }}", []),
    // Only when the alert fires
    ("{{ humanize «\"one\"» }} {{ «\"one\"» | humanizeDuration }}{{ humanize \"1e3\" }}", [.wrongType, .wrongType]),
    ("{{ «nil» }}{{ range $k, $v := «nil» }}{{ $k }}{{ end }}", [.evaluation, .evaluation]),
    ("{{ len «$value» }}{{ slice «$labels» }}{{ call «$value» }}", [.wrongType, .wrongType, .wrongType]),
    ("{{ if lt «$labels» 1.0 }}x{{ end }}{{ if eq «$labels» \"x\" }}y{{ end }}", [.wrongType, .wrongType]),
    (
      "{{ index «$value» 1 }}{{ index $labels «1» }}{{ index \"abc\" «$labels» }}",
      [.wrongType, .wrongType, .wrongType]
    ),
    ("{{ toUpper «(safeHtml $labels.job)» }}{{ toLower «args» }}", [.wrongType, .wrongType]),
    (
      "{{ (toTime $value).«Fmt» }}{{ (toTime $value).«Format» }}{{ (toTime $value).UTC.Year }}",
      [.unknownField, .wrongArity]
    ),
    ("{{ match «\"(a\"» \"a\" }}{{ $labels.job | reReplaceAll «\"[\"» \"\" }}", [.evaluation, .evaluation]),
    (
      "{{ «$labels.instance» | humanize }}{{ humanize «.Labels.job» }}{{ humanize $labels.le }}",
      [.wrongType, .wrongType]
    ),
    (
      "{{ $value | humanizePercentage | «humanize» }}{{ humanizeDuration $value | «toTime» }}",
      [.wrongType, .wrongType]
    ),
    ("{{ range $i, «$n» := 3 }}{{ $i }}{{ end }}", [.wrongType]),
    ("{{ range $k, $v := args 1 2 }}{{ $k }}{{ end }}{{ (args 1).arg0 }}{{ index (args 1) \"arg0\" }}", []),
  ])
  func prometheusErrors(marked: String, kinds: [Kind]) {
    expect(marked, kinds, .prometheus)
  }

  @Test(arguments: [
    ("{{ range .Alerts.Firing }}{{ .Labels.job }}{{ .«Nope» }}{{ end }}", [Kind.unknownField]),
    ("{{ .CommonLabels.SortedPairs.Values | join \",\" }}{{ .GroupLabels.Values.«Join» }}", [.wrongArity]),
    ("{{ «$labels».job }}", [.unknownVariable]),
    ("{{ «humanize» 1 }}", [.unknownFunction]),
    ("{{ template \"elsewhere.tmpl\" . }}{{ define \"mine\" }}{{ .Anything }}{{ end }}", []),
    ("{{ range .GroupLabels.SortedPairs }}{{ .Name }}={{ .«Label» }}{{ end }}", [.unknownField]),
    ("{{ (.CommonLabels.Remove (stringSlice \"a\")).Values }}{{ .Alerts.«Pending» }}", [.unknownField]),
    (
      "{{ .Alerts | len }}{{ with index .Alerts 0 }}{{ .StartsAt.Format \"15:04\" }}{{ .«Foo» }}{{ end }}",
      [.unknownField]
    ),
    ("{{ .«Value» }}", [.unknownField]),
  ])
  func alertmanagerErrors(marked: String, kinds: [Kind]) { expect(marked, kinds, .alertmanager) }

  private func expect(_ marked: String, _ kinds: [Kind], _ dialect: Dialect) {
    let (text, ranges) = Self.unmarked(marked)
    let errors = AlertTemplate(text, dialect: dialect).errors
    #expect(errors.map(\.kind) == kinds, "\(errors)")
    #expect(errors.map(\.range) == ranges, "\(errors)")
  }

  @Test(arguments: [
    ("{{ printf \"%d of %s\" «$value» «5» }}", 2), ("{{ $value | printf «\"%.1f%\"» }}", 1),
    ("{{ printf «\"%s %s\"» $labels.job }}", 1), ("{{ printf \"%s\" $labels.job «$value» }}", 1),
    ("{{ printf \"%6.2f%% %v %T %x\" $value $labels $value $value }}{{ printf \"%*d\" 1 2 }}", 0),
    ("{{ printf $labels.job $value }}{{ printf \"%[2]d\" 1 2 }}{{ printf \"%d\" (len $labels) }}", 0),
    ("{{ match «$labels.job» \"^a\" }}{{ reReplaceAll «$labels.job» \"a\" \"b\" }}{{ match \"^a\" \"abc\" }}", 2),
  ])
  func misuses(marked: String, count: Int) {
    let (text, ranges) = Self.unmarked(marked)
    let template = AlertTemplate(text, dialect: .prometheus)
    #expect(template.errors.isEmpty, "\(template.errors)")
    #expect(template.misuses.map(\.range) == ranges, "\(template.misuses)")
    #expect(ranges.count == count)
  }

  @Test func queriesAndValuesAreFound() {
    let text = """
      {{ with query "sum(up)" }}{{ (. | first).Labels.a }}{{ . | first | label "b" }}{{ end }}{{ range query `up` }}{{ .Labels.c }}{{ end }}
      {{ $value }}{{ .Value | humanize | toUpper }}{{ printf "%.1f" $value }}{{ $x := $value }}{{ if $value }}{{ end }}{{ with 1 }}{{ .Value }}{{ end }}
      """
    let template = AlertTemplate(text, dialect: .prometheus)
    #expect(template.queries.map(\.text) == ["sum(up)", "up"])
    #expect(template.queryLabels.map { "\($0.name) \($0.query)" } == ["a 0", "b 0", "c 1"])
    #expect(template.valuesShown.map(\.functions) == [[], ["humanize", "toUpper"], ["printf"]])
  }

  private static func unmarked(_ marked: String) -> (text: String, ranges: [Range<Int>]) {
    var text = ""
    var ranges: [Range<Int>] = []
    var start = 0
    for character in marked {
      switch character {
      case "«": start = text.utf8.count
      case "»": ranges.append(start..<text.utf8.count)
      default: text.append(character)
      }
    }
    return (text, ranges)
  }

  @Test func labelsAreFoundWhereverTheyAreRead() {
    let text = """
      {{ $labels.a }}{{ .Labels.b }}{{ index $labels "c" }}{{ with $labels }}{{ .d }}{{ end }}{{ $l := .Labels }}{{ $l.e }}
      {{ if eq $labels.f "x" }}{{ $.Labels.g | toUpper }}{{ end }}{{ $externalLabels.h }}
      {{ range query "up" }}{{ .Labels.i }}{{ end }}{{ ($labels).j }}{{ $value }}{{ $labels.a }}
      """
    let template = AlertTemplate(text, dialect: .prometheus)
    #expect(template.errors.isEmpty)
    #expect(template.labelsUsed.map(\.name) == ["a", "b", "c", "d", "e", "f", "g", "h", "j", "a"])
    let utf8 = Array(text.utf8)
    #expect(
      template.labelsUsed.map { String(decoding: utf8[$0.range], as: UTF8.self) } == [
        "a", "b", "\"c\"", "d", "e", "f", "g", "h", "j", "a",
      ])
    #expect(template.labelsUsed.filter { $0.origin == .external }.map(\.name) == ["h"])
    let notification = AlertTemplate(
      "{{ .GroupLabels.a }}{{ .CommonLabels.b }}{{ range .Alerts }}{{ .Labels.c }}{{ .Annotations.d }}{{ end }}",
      dialect: .alertmanager)
    #expect(notification.labelsUsed.map(\.name) == ["a", "b", "c"])
    #expect(notification.labelsUsed.map(\.origin) == [.group, .common, .alert])
  }

  @Test func newerFunctionsSayTheirVersion() {
    let template = AlertTemplate("{{ now | humanizeTimestamp }}{{ urlQueryEscape \"a b\" }}", dialect: .prometheus)
    #expect(template.functionsUsed.map(\.since) == ["3.6.0", nil, "3.8.0"])
  }

  @Test(arguments: AnnotationCases.recorded)
  func rendersAsRecorded(template: String, value: Double, text: String) throws {
    let parsed = AlertTemplate(template, dialect: .prometheus)
    #expect(
      try parsed.render(labels: AnnotationCases.labels, value: value, externalLabels: AnnotationCases.externalLabels)
        == text)
  }

  @Test(arguments: [
    "{{ query \"up\" | first | value }}", "{{ $value | humanizeTimestamp }}",
    "{{ reReplaceAll \"(.*):.*\" \"$1\" $labels.instance }}",
    "{{ title \"don't\" }}", "{{ title $labels.instance }}", "{{ . }}", "{{ printf \"%x\" 1 }}",
    "{{ printf \"%[1]s\" \"a\" }}", "{{ pathPrefix }}",
    "{{ now }}", "{{ $value | toTime }}", "{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}",
  ])
  func refusesWhatItDoesNotCompute(template: String) {
    let error = #expect(throws: AlertTemplateError.self) {
      try AlertTemplate(template, dialect: .prometheus).render(labels: AnnotationCases.labels, value: 1)
    }
    #expect(error?.kind == .unsupported)
  }

  @Test(arguments: [
    "{{ humanize $labels.job }}", "{{ block \"b\" $labels }}{{ .job 1 }}{{ end }}",
    "{{ with 1 }}{{ gt . $value }}{{ end }}",
  ])
  func failsWhereExpansionFails(template: String) {
    #expect(throws: AlertTemplateError.self) {
      try AlertTemplate(template, dialect: .prometheus).render(labels: AnnotationCases.labels, value: 1)
    }
  }

  @Test(arguments: ["{{ (", "(", "{{ if true }}", "{{ if true }}x{{ else if true }}"])
  func deepNestingIsAnError(unit: String) {
    let template = AlertTemplate("{{ " + String(repeating: unit, count: 20000), dialect: .prometheus)
    #expect(!template.errors.isEmpty)
  }
}
