import Documents

/// By what a pack's software shows in files that were not written for pharos, so that a first spec can name it: all of it is evidence, none a
/// default of the pack.
package struct PackDetection: Sendable {
  /// Images without registry and tag, whole or the last part of their names.
  package var images: [String] = []
  /// Programs that a healthcheck of no other software runs.
  package var commands: [String] = []
  /// Ports at which metrics of nothing else are, by default.
  package var ports: [Int] = []
  /// Words in names of scrape jobs and of the hosts that they ask, besides the names of the workload's program.
  package var jobs: [String] = []
  /// What names of its metrics begin with.
  package var metrics: [String] = []
  /// Variables of a service's environment that show that it has the signals.
  package var variables: [String] = []
  /// What is said of a component that every machine with containers has; nil for what has to show.
  package var machine: String?
  package var server = Server()
  /// What the settings of the component are.
  package var settings: OrderedMap<Setting> = [:]
  /// What is said of a component, where it holds.
  package var notes: [Note] = []

  package struct Note: Sendable {
    package var text = ""
    /// One of these has to hold.
    package var conditions: [Condition] = []
  }

  /// Where the software answers, in a container.
  package struct Server: Sendable {
    package var port: Int?
    /// Ports of images that answer elsewhere, by their names.
    package var images: OrderedMap<Int> = [:]
    package var variables: [String] = []
    package var flags: [String] = []
    /// Programs that a container of another image runs where it is this software.
    package var programs: [String] = []
  }

  /// Where the value of a setting is found.
  package struct Setting: Sendable {
    /// Variables of the environment, the first that has a fitting value.
    package var variables: [String] = []
    /// A directive of NGINX: the value is the address of the location that it stands in, in a mounted configuration.
    package var nginxDirective: String?
    /// What it is otherwise; `@{name}` is the component, `@{server}` host and port of the software.
    package var value: String?
    /// One of these has to hold for there to be one.
    package var conditions: [Condition] = []
    /// What is said of a value that was found, and of one that stands in for it.
    package var foundNote: String?
    package var note: String?
  }

  package struct Condition: Sendable {
    /// A variable that is set.
    package var variable: String?
    /// A part of its value, or else of the command.
    package var word: String?
    /// A part of the image's whole name.
    package var image: String?
  }

  package static let section = Section(
    "detect", "By what the software shows in files of others.", default: PackDetection(),
    fields: [
      .init("images", \.images, .list(of: .text), "Images without registry and tag: whole names, or their last parts."),
      .init("commands", \.commands, .list(of: .text), "Programs that a healthcheck of nothing else runs."),
      .init("ports", \.ports, .list(of: .integer(1...65535)), "Ports at which metrics of nothing else are."),
      .init("jobs", \.jobs, .list(of: .text), "Words in names of scrape jobs, besides those of the program."),
      .init("metrics", \.metrics, .list(of: .text), "What names of its metrics begin with."),
      .init("variables", \.variables, .list(of: .text), "Variables that show that a service has the signals."),
      .init("machine", \.machine, .string, "What is said of a component that every machine with containers has."),
      .init("server", \.server, server.codec, "Where the software answers, in a container."),
      .init(
        "settings", \.settings, .mapping(of: setting.codec, key: Name.label), "What the settings of a component are."),
      .init("notes", \.notes, .list(of: note.codec), "What is said of a component."),
    ])

  private static let server = Section(
    "detect_server", "Where the software answers, in a container.", default: Server(),
    fields: [
      .init("port", \.port, .integer(1...65535), "Its port by default.", isRequired: true),
      .init("images", \.images, .mapping(of: .integer(1...65535), key: .text), "Ports of images that differ."),
      .init("variables", \.variables, .list(of: .text), "Variables that say another port."),
      .init("flags", \.flags, .list(of: .text), "Flags of its command that say another port."),
      .init("programs", \.programs, .list(of: .text), "Programs that are this software, whatever the image is called."),
    ])

  private static let setting = Section(
    "detect_setting", "Where the value of a setting is found.", default: Setting(),
    fields: [
      .init("variables", \.variables, .list(of: .text), "Variables, the first of which with a fitting value counts."),
      .init("nginx_directive", \.nginxDirective, .text, "Directive whose location's address it is."),
      .init("value", \.value, .text, "What it is where nothing was found."),
      .init("if", \.conditions, .list(of: condition.codec), "One of these has to hold."),
      .init("found_note", \.foundNote, .string, "What is said of a value that was found."),
      .init("note", \.note, .string, "What is said of a value that was not."),
    ])

  private static let note = Section(
    "detect_note", "What is said of a component.", default: Note(),
    fields: [
      .init("text", \.text, .string, "What is said.", isRequired: true),
      .init("if", \.conditions, .list(of: condition.codec), "One of these has to hold."),
    ])

  private static let condition = Section(
    "detect_condition", "What has to hold; all that is said of it.", default: Condition(),
    fields: [
      .init("variable", \.variable, .text, "A variable that is set."),
      .init("word", \.word, .text, "A part of the variable's value; without a variable, of its command or entrypoint."),
      .init("image", \.image, .text, "A part of the image's name."),
    ])
}
