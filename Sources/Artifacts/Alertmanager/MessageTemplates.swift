import Documents
import Project

/// The templates of one kind of message: what it is about, a line for each alert, and where to go from there.
///
/// An annotation that all alerts of a notification share is said once, below the list; what differs stands with its alert. So nothing is
/// left out where they differ, and nothing is said twice where they do not.
struct MessageTemplates {
  let kind: MessageKind
  let links: MessageLinks
  let project: String
  let environment: String
  /// Labels that all alerts of the stack have, and that say nothing in a list of some.
  let usualLabels: [String]

  private var format: MessageFormat { kind.format }

  /// The title alone.
  var titles: String {
    [definition("escaped", escaped), definition("summary", summary), definition("title", title)].joined(
      separator: "\n\n")
  }

  /// All of them.
  var text: String {
    [
      titles, definition("head", head), definition("firing", alerts("Firing")),
      definition("resolved", alerts("Resolved")), definition("description", description),
      definition("links", allLinks), definition("own.links", annotationLinks), definition("text", whole),
    ].joined(separator: "\n\n")
  }

  private func definition(_ part: String, _ body: String) -> String {
    "{{ define \"pharos.\(kind.name).\(part)\" }}\(body){{ end }}"
  }

  private func call(_ part: String, _ data: String = ".") -> String {
    "{{ template \"pharos.\(kind.name).\(part)\" \(data) }}"
  }

  /// A text of the data, on one line and escaped.
  private func value(_ source: String, characters: Int? = nil) -> String {
    call("escaped", characters.map { "(printf \"%.\($0)s\" \(source))" } ?? source)
  }

  private var escaped: String {
    "{{ \(([".", #"reReplaceAll "\\s+" " ""#] + format.escapes).joined(separator: " | ")) }}"
  }

  /// Of one alert.
  private var summary: String {
    "{{ with .Annotations.summary }}\(value(".", characters: kind.summary)){{ else }}"
      + "{{ with .Labels.instance }}\(value(".")){{ else }}no summary{{ end }}{{ end }}"
  }

  /// What is said of one alert where there is room for one: the first that fires. Alertmanager orders them by their labels.
  private func ofFirst(_ part: (_ alert: String) -> String) -> String {
    "{{ if .Alerts.Firing }}\(part("(index .Alerts.Firing 0)")){{ else }}\(part("(index .Alerts 0)")){{ end }}"
  }

  /// What is said where several alerts fire, or where none does and several did.
  private func ofSeveral(_ part: (_ alerts: String) -> String) -> String {
    "{{ if .Alerts.Firing }}{{ if gt (len .Alerts.Firing) 1 }}\(part(".Alerts.Firing")){{ end }}"
      + "{{ else if gt (len .Alerts) 1 }}\(part(".Alerts")){{ end }}"
  }

  // MARK: Parts

  /// `CRITICAL NodeDiskFull (2): /data on host1 is full and more [shop production]`.
  private var title: String {
    "{{ if eq .Status \"firing\" }}{{ with .CommonLabels.severity }}{{ . | toUpper }}{{ else }}FIRING{{ end }}{{ else }}RESOLVED{{ end }}"
      + "{{ with .CommonLabels.alertname }} \(value(".")){{ end }}"
      + ofSeveral { " ({{ len \($0) }})" } + ": " + ofFirst { call("summary", $0) }
      + "{{ if not .CommonAnnotations.summary }}\(ofSeveral { _ in " and more" }){{ end }}"
      + " [\(project) \(environment)]"
  }

  /// How many of what, and where.
  private var head: String {
    "{{ with .Alerts.Firing }}{{ len . }} firing{{ end }}"
      + "{{ if and .Alerts.Firing .Alerts.Resolved }}, {{ end }}{{ with .Alerts.Resolved }}{{ len . }} resolved{{ end }}"
      + " in \(project), \(environment)"
      + ["service", "component", "objective", "team"].map {
        "{{ with .CommonLabels.\($0) }} · \($0) \(value(".")){{ end }}"
      }.joined()
  }

  private func alerts(_ state: String) -> String {
    let since =
      state == "Firing"
      ? "since {{ \(time("StartsAt")) }}" : "from {{ \(time("StartsAt")) }} to {{ \(time("EndsAt")) }}"
    let line =
      format.strong.around(call("summary", "$alert"))
      + "{{ range (($alert.Labels.Remove $usual).Remove $.GroupLabels.Names).SortedPairs }} · \(value(".Name"))=\(value(".Value", characters: 80)){{ end }}"
      + "{{ with $alert.Annotations.value }} · value \(value(".")){{ end }} · \(since)"
      + (kind.hasDetails
        ? "{{ with ($alert.Annotations.Remove $.CommonAnnotations.Names).description }}\(format.lineBreak)\(value(".")){{ end }}"
        : "")
      + "{{ with $alert.Annotations.Remove $.CommonAnnotations.Names }}\(call("own.links")){{ end }}"
    let usual = usualLabels.map(JSONWriter.quoted).joined(separator: " ")
    let list = format.list.around(
      "{{ range $place, $alert := .Alerts.\(state) }}{{ if lt $place \(kind.limit) }}"
        + "{{ $usual := stringSlice \(usual) }}"
        + format.item.around(line) + "{{ end }}{{ end }}")
    return "{{ if .Alerts.\(state) }}\(list)"
      + "{{ if gt (len .Alerts.\(state)) \(kind.limit) }}\(format.paragraph.around("Only the first \(kind.limit) are listed."))"
      + "{{ end }}{{ end }}"
  }

  private func time(_ field: String) -> String { "$alert.\(field).UTC.Format \"2006-01-02 15:04 MST\"" }

  /// That of all alerts, or, where they differ, that of the first.
  private var description: String {
    "{{ with .CommonAnnotations.description }}\(value(".")){{ else }}"
      + ofFirst { value("\($0).Annotations.description") } + "{{ end }}"
  }

  /// What an alert's own annotations lead to, where others have other ones.
  private var annotationLinks: String {
    links.ofAnnotations.map { link in
      "{{ with .\(link.annotation) }}\(format.linkSeparator == "\n" ? format.lineBreak : format.linkSeparator)\(self.link(link, to: "."))"
        + "{{ end }}"
    }.joined()
  }

  private var allLinks: String {
    "{{ $separator := \"\" }}"
      + links.ofAnnotations.map { link in
        "{{ with .CommonAnnotations.\(link.annotation) }}\(separated(self.link(link, to: "."))){{ end }}"
      }.joined()
      + (kind.hasLongLinks ? links.ofGroups : []).map { link in
        "{{ if \(link.condition) }}\(separated(format.link(link.address, link.text))){{ end }}"
      }.joined()
  }

  private func separated(_ link: String) -> String {
    "{{ $separator }}\(link){{ $separator = \(JSONWriter.quoted(format.linkSeparator)) }}"
  }

  /// A runbook may be the path of a file, which nobody can follow from a message: it is named then.
  private func link(_ link: MessageLinks.Annotation, to source: String) -> String {
    let address = "{{ \(([source] + format.addressEscapes).joined(separator: " | ")) }}"
    let followed = format.link(address, link.text)
    return "{{ if match \"://\" \(source) }}\(followed){{ else }}\(link.text): \(value(source)){{ end }}"
  }

  private var whole: String {
    let resolved = "{{ if .Alerts.Resolved }}\(format.paragraph.around("Resolved:"))\(call("resolved")){{ end }}"
    let details =
      "{{ with .CommonAnnotations.description }}\(format.paragraph.around(value(".", characters: kind.hasDetails ? nil : 300))){{ end }}"
    return format.document.around(
      format.paragraph.around(call("head")) + call("firing") + resolved + details + format.last.around(call("links")))
  }
}
