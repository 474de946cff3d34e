/// How a receiver writes what a notification says: its markup, and what text has to be escaped there.
struct MessageFormat {
  /// Stages of a pipeline that follow a text, in Go's template language.
  var escapes: [String] = []
  var strong = Pair("", "")
  /// Around the whole, around a paragraph, around a list of alerts and each of its lines.
  var document = Pair("", "")
  var paragraph = Pair("", "\n\n")
  var list = Pair("", "\n")
  var item = Pair("- ", "\n")
  /// Before an alert's description, within its line.
  var lineBreak = "\n  "
  var linkSeparator = " · "
  /// A link: its address, which is a template's action, and its text.
  var link: @Sendable (_ address: String, _ text: String) -> String
  /// Stages for an address within a link.
  var addressEscapes: [String] = []

  /// Around the last paragraph: no blank lines follow it.
  var last: Pair { paragraph.close.hasPrefix("\n") ? Pair(paragraph.open, "") : paragraph }

  struct Pair {
    var open: String
    var close: String

    init(_ open: String, _ close: String) { (self.open, self.close) = (open, close) }

    func around(_ text: String) -> String { open + text + close }
  }

  /// A stage that replaces each match of a pattern.
  private static func replacing(_ pattern: String, _ replacement: String) -> String {
    "reReplaceAll \"\(pattern)\" \"\(replacement)\""
  }
}

extension MessageFormat {
  /// Without markup.
  static let plain = MessageFormat(linkSeparator: "\n", link: { "\($1): \($0)" })

  /// Slack's own: <https://docs.slack.dev/messaging/formatting-message-text/#escaping>. Asterisks and the like have no escape there.
  static let slack = MessageFormat(
    escapes: entities, strong: Pair("*", "*"), item: Pair("• ", "\n"), link: { "<\($0)|\($1)>" },
    addressEscapes: entities + [replacing("[|]", "%7C")])

  private static let entities = [
    replacing("&", "&amp;"), replacing("<", "&lt;"), replacing(">", "&gt;"),
  ]

  /// CommonMark, as Discord, Mattermost, Rocket.Chat, Teams and Webex take it: <https://spec.commonmark.org/0.31.2/#backslash-escapes>.
  static let markdown = MessageFormat(
    escapes: [replacing(#"[\\\\`*_\\[\\]<>~|]"#, #"\\$0"#)], strong: Pair("**", "**"), link: { "[\($1)](\($0))" },
    addressEscapes: [replacing("[(]", "%28"), replacing("[)]", "%29")])

  /// Jira's wiki notation: <https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all>.
  static let wiki = MessageFormat(
    escapes: [replacing(#"[\\\\*_{}\\[\\]^~|!]"#, #"\\$0"#)], strong: Pair("*", "*"), item: Pair("* ", "\n"),
    link: { "[\($1)|\($0)]" }, addressEscapes: [replacing("[|]", "%7C"), replacing(#"[\\]]"#, "%5D")])

  /// An email. Alertmanager fills it in with Go's `html/template`, which escapes by itself.
  static let html = MessageFormat(
    strong: Pair("<b>", "</b>"),
    document: Pair(
      "<!DOCTYPE html>\n<html><body style=\"font-family: sans-serif; line-height: 1.4\">\n", "</body></html>\n"),
    paragraph: Pair("<p>", "</p>\n"), list: Pair("<ul>\n", "</ul>\n"), item: Pair("<li>", "</li>\n"), lineBreak: "<br>",
    link: { "<a href=\"\($0)\">\($1)</a>" })

  /// The few tags that Telegram knows, filled in likewise: <https://core.telegram.org/bots/api#html-style>.
  static let telegram = MessageFormat(
    strong: Pair("<b>", "</b>"), item: Pair("• ", "\n"), link: { "<a href=\"\($0)\">\($1)</a>" })
}
