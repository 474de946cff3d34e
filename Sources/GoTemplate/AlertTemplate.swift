/// A Go template as Prometheus and Alertmanager use it, in the annotations and labels of alerting rules and in notifications.
///
/// Parsing never fails: everything that is wrong is in `errors`, each with its place, and what could be read is analysed all the same.
public struct AlertTemplate: Sendable {
  /// A label that the template reads by name.
  public struct LabelUse: Hashable, Sendable {
    /// Whose label it is.
    public enum Origin: String, Hashable, Sendable {
      /// The alert's own; in a rule, what the expression and the rule's `labels:` must provide.
      case alert
      /// Of a notification's group: one of the route's `group_by`.
      case group
      /// What all alerts of a notification share.
      case common
      /// Of the Prometheus server that evaluates the rule.
      case external
    }

    /// The label.
    public var name: String
    /// Whose it is.
    public var origin: Origin
    /// UTF-8 byte offsets of the name; with its quotes where it is an argument of `index`.
    public var range: Range<Int>
  }

  /// A function that the template calls.
  public struct FunctionUse: Hashable, Sendable {
    /// The function.
    public var name: String
    /// The first version that has it, where that is newer than Prometheus 2.42 or Alertmanager 0.25.
    public var since: String?
    /// UTF-8 byte offsets of the name.
    public var range: Range<Int>
  }

  /// A template that is called by its name.
  public struct TemplateUse: Hashable, Sendable {
    /// The template.
    public var name: String
    /// Whether it is given something; without, its dot is nothing.
    public var hasArgument: Bool
    /// UTF-8 byte offsets of the name.
    public var range: Range<Int>
  }

  /// What was parsed.
  public let text: String
  /// Whose template it is.
  public let dialect: Dialect
  /// Everything that is wrong, in the order of the text.
  public let errors: [AlertTemplateError]
  /// What renders, and not to what was meant: a verb of `printf` that does not fit its value, a pattern in the place of the text.
  public let misuses: [AlertTemplateError]
  /// The labels that are read by name: `$labels.x`, `.Labels.x`, `index $labels "x"`, and through variables, `with` and `range`. In the
  /// order of the text.
  public let labelsUsed: [LabelUse]
  /// Every known function that is called, in the order of the text.
  public let functionsUsed: [FunctionUse]
  /// Every template that is called, in the order of the text.
  public let templatesUsed: [TemplateUse]
  /// Every query that is written out, `query "up == 0"`, in the order of the text.
  public let queries: [QueryUse]
  /// The labels that are read by name from what these queries give.
  public let queryLabels: [QueryLabelUse]
  /// Where the alert's value is shown, in the order of the text.
  public let valuesShown: [ValueUse]
  /// Whether the alert's value decides what it says.
  public let readsValue: Bool
  /// The templates that the text defines for others to use.
  public let definedTemplates: Set<String>

  /// Those of them that read a field of what they are given.
  public let definitionsReadingArgument: Set<String>

  let nodes: [Node]
  let definitions: [String: [Node]]

  /// Parses and checks a template.
  public init(_ text: String, dialect: Dialect) {
    self.text = text
    self.dialect = dialect
    var parser = TemplateParser(text)
    parser.parse()
    var checker = Checker(dialect)
    checker.check(parser.nodes, parser.definitions)
    errors = (parser.errors + checker.errors).sorted { $0.range.lowerBound < $1.range.lowerBound }
    misuses = checker.misuses.sorted { $0.range.lowerBound < $1.range.lowerBound }
    queries = checker.queries
    queryLabels = checker.queryLabels
    valuesShown = checker.valuesShown
    readsValue = checker.readsValue
    labelsUsed = checker.labelsUsed.sorted { $0.range.lowerBound < $1.range.lowerBound }
    functionsUsed = checker.functionsUsed.sorted { $0.range.lowerBound < $1.range.lowerBound }
    templatesUsed = checker.templatesUsed.sorted { $0.range.lowerBound < $1.range.lowerBound }
    definedTemplates = checker.definedTemplates
    definitionsReadingArgument = checker.definitionsReadingArgument
    nodes = parser.nodes
    definitions = Dictionary(parser.definitions.map { ($0.name, $0.nodes) }) { first, _ in first }
  }

  /// Expands an alerting rule's annotation or label for one alert, byte for byte as Prometheus does.
  ///
  /// Two functions differ between releases (`title` at punctuation, and what newer ones added); where the outcome depends on the
  /// version, on the time, or on a query, the error says that it is unsupported.
  ///
  /// - Parameters:
  ///   - labels: of the expression's result, with `__name__` where it has one; not those that the rule adds.
  ///   - value: of the expression's result.
  ///   - externalLabels: of the Prometheus server.
  ///   - externalURL: of the Prometheus server; promtool has none.
  /// - Throws: the first of `errors`, or what goes wrong on the way taken through the conditions.
  public func render(
    labels: [String: String], value: Double, externalLabels: [String: String] = [:], externalURL: String = ""
  ) throws(AlertTemplateError) -> String {
    if let error = errors.first { throw error }
    guard dialect == .prometheus else {
      throw AlertTemplateError(
        .unsupported, "only templates of alerting rules can be rendered", at: 0..<text.utf8.count)
    }
    let data = RuleData(labels: labels, externalLabels: externalLabels, externalURL: externalURL, value: value)
    var evaluator = Evaluator(data, definitions)
    return try evaluator.render(nodes)
  }

  /// Fills in the templates of a notification as Alertmanager does.
  ///
  /// - Parameter asHTML: whether values are escaped as `html/template` does, which Alertmanager uses for emails and Telegram.
  /// - Throws: the first of `errors`, or what goes wrong on the way taken through the conditions.
  public func render(_ notification: NotificationData, asHTML: Bool = false) throws(AlertTemplateError) -> String {
    if let error = errors.first { throw error }
    guard dialect == .alertmanager else {
      throw AlertTemplateError(.unsupported, "a rule's template is given no notification", at: 0..<text.utf8.count)
    }
    var evaluator = Evaluator(notification, definitions, asHTML: asHTML)
    return try evaluator.render(nodes)
  }
}
