/// What annotations are made of; each template is expanded for each value and held against promtool.
enum AnnotationCases {
  static let labels = [
    "__name__": "probe", "instance": "db-1.example.com:9187", "job": "node", "severity": "page", "share": "0.25",
    "note": "a<b> & \"c\"",
    "size": "naïve ß",
  ]
  static let externalLabels = ["cluster": "eu-1"]

  static let values: [Double] = [
    0, -0.0, 1, -1, 2, 0.5, 0.1, 0.30000000000000004, 1.0 / 3, 0.05, 0.001, 0.0001, 0.00001, 0.000012345, 1e-7, -1e-7,
    9.87654e-20,
    5e-324, 59.9, 60, 61.5, 90, 3599, 3600, 3661, 86399.99, 86400, 90061, -90061, 899.99, 12.345, 1.2345, 99, 99.995,
    999.95, 999.99,
    1000, 1023, 1024, 1025, 10234, 12345, 123456, 999999, 1e6, 1234567, 123456789, 1048576, 1.5e9, 1073741824, 5e12,
    1e15, 1.25e16,
    9007199254740993, 1e20, 123456789012345678901, 1e21, 1e22, 1.5e300, 0.95, 0.999, 0.12345, 0.00049999, 2.5, 3.5,
    -2.5, 1e5, 65536.5,
    .infinity, -.infinity, .nan,
  ]

  static let templates = [
    // Values
    "plain text", "{{ $value }}", "{{ .Value }}", "{{ $.Value }}", "{{$value}}%", "{{ printf \"%v\" $value }}",
    "{{ print $value }}",
    "{{ print $value 1 2 \"x\" 3 true }}", "{{ print 1 $value }}",
    // Labels
    "{{ $labels.instance }}", "{{ .Labels.instance }}", "{{ $.Labels.job }}", "{{ $labels.missing }}",
    "{{ index $labels \"job\" }}",
    "{{ index .Labels \"nope\" }}", "{{ $labels }}", "{{ $externalLabels.cluster }}",
    "{{ .ExternalLabels.cluster }}{{ $externalLabels.no }}",
    "{{ $labels.size }}{{ $labels.größe }}", "{{ $labels.note }}", "{{ $labels.__name__ }}", "{{ len $labels }}",
    "{{ len $labels.size }}",
    // Humanizing
    "{{ $value | humanize }}", "{{ humanize $value }}", "{{ .Value | humanize1024 }}B",
    "{{ $value | humanizePercentage }}",
    "{{ $value | humanizeDuration }}", "{{ humanize 1234567 }}", "{{ $labels.share | humanizePercentage }}",
    "{{ humanize1024 \"2048\" }}",
    "{{ humanizeDuration 3661 }} {{ humanizeDuration \"0.5\" }}",
    // printf
    "{{ printf \"%.2f\" $value }}", "{{ $value | printf \"%.1f\" }}", "{{ printf \"%.0f\" $value }}",
    "{{ printf \"%f\" $value }}",
    "{{ printf \"%g\" $value }}", "{{ printf \"%.4g\" $value }}", "{{ printf \"%.1g\" $value }}",
    "{{ printf \"%.0g\" $value }}",
    "{{ printf \"%e\" $value }}", "{{ printf \"%.2e\" $value }}", "{{ printf \"%E|%G|%F\" $value $value $value }}",
    "{{ printf \"%10.2f|%-10.2f|%010.2f|%+.2f|% .2f\" $value $value $value $value $value }}",
    "{{ printf \"%d\" $value }}",
    "{{ printf \"%s\" $value }}", "{{ printf \"%.3v|%8v|%-8v|%08v|%+v\" $value $value $value $value $value }}",
    "{{ printf \"%d%% of %s\" 5 $labels.job }}", "{{ printf \"%5d|%-5d|%05d|%+d|%v\" 42 42 42 42 42 }}",
    "{{ printf \"%q\" $labels.note }}", "{{ printf \"%q %q\" \"a\\tb\\u00e9\\x01\" `raw\\n` }}",
    "{{ printf \"%s %s\" $labels.job }}",
    "{{ printf \"%s\" $labels.job $value }}", "{{ printf \"100%\" }}", "{{ printf \"%t %v\" true false }}",
    "{{ printf \"%d\" \"x\" }}",
    "{{ printf \"%10s|%-10s|%.2s|%5.1s\" \"größe\" \"größe\" \"größe\" \"größe\" }}", "{{ printf \"%f %t\" 5 5 }}",
    "{{ printf \"%v\" $labels }}",
    "{{ printf \"%.2f%%\" $value }}", "{{ printf \"%6.2f %s\" $value \"ms\" }}",
    // Text
    "{{ $labels.job | toUpper }} {{ toLower \"ÄB\" }} {{ toUpper $labels.size }}",
    "{{ title \"disk full on node-a/b\" }}",
    "{{ reReplaceAll \"example\" \"test\" $labels.instance }}", "{{ if match \"db\" $labels.instance }}yes{{ end }}",
    "{{ stripPort $labels.instance }} {{ stripPort \"[::1]:80\" }} {{ stripPort \"::1\" }} {{ stripPort \"a:b:c\" }} {{ stripPort \"h\" }}",
    "{{ stripDomain $labels.instance }} {{ stripDomain \"10.0.0.1:80\" }} {{ stripDomain \"a.b\" }}",
    "{{ html $labels.note }}",
    "{{ urlquery $labels.note \"ä~\" }}", "{{ safeHtml $labels.note }}",
    // Control
    "{{ if $value }}some{{ else }}none{{ end }}",
    "{{ if gt $value 1.0 }}many{{ else if eq $value 1.0 }}one{{ else }}few{{ end }}",
    "{{ if ge $value 0.5 }}>={{ end }}{{ if le $value 0.5 }}<={{ end }}{{ if lt $value 0.5 }}<{{ end }}{{ if ne $value 0.5 }}!={{ end }}",
    "{{ if and $labels.job (eq $labels.severity \"page\" \"ticket\") }}page{{ end }}",
    "{{ or $labels.missing \"unknown\" }}",
    "{{ and $labels.job $labels.severity }} {{ not $labels.missing }}",
    "{{ with $labels.missing }}{{ . }}{{ else }}no{{ end }}",
    "{{ with $labels }}{{ .job }}{{ end }}", "{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}",
    "{{ range $v := $externalLabels }}{{ $v }}{{ end }}{{ range .ExternalLabels }}{{ . }}{{ end }}",
    "{{ range $k, $v := $labels }}{{ if eq $k \"job\" }}{{ continue }}{{ end }}{{ if gt $k \"note\" }}{{ break }}{{ end }}{{ $k }} {{ end }}",
    "{{ $x := $value }}{{ if true }}{{ $x = 2.5 }}{{ end }}{{ $x }}", "{{ if $y := $labels.job }}{{ $y }}{{ end }}",
    "a {{- /* note */ -}} b {{- $labels.job -}}\n c", "x  {{- \"y\" }} {{ \"z\" -}}   w", "{{/* only a comment */}}!",
    "{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" $value }}{{ template \"t\" }}",
    "{{ block \"b\" $labels }}{{ .job }}{{ end }}",
    "{{ \"quoted }} inside\" }} } {",
    "{{ 0x1F }} {{ 1_000 }} {{ 'a' }} {{ .5 }} {{ 5. }} {{ 1e3 }} {{ -3 }} {{ 017 }} {{ 1e30 }}",
    "{{ eq 1 1 }} {{ lt \"a\" \"b\" }} {{ true }} {{ len \"äb\" }}",
    "{{ ($labels).job }} {{ (index $labels \"job\") | toUpper }}",
    "{{\n  $labels.job\n  | toUpper\n}}", "ünïcödé {{ $labels.job }} ✓",
  ]
}
