/// A strict text template: prose with a few named values, where every mistake is an error with its place.
///
/// ```
/// @{path.to.value}                              the value, a string or a number; nothing is escaped
/// @{path.to.call some words}                    what the call makes of the words
/// @{if path} … @{else} … @{end}                 also @{if not path}; false are `false`, zero and what is empty
/// @{for item in path} … @{item.name} … @{end}   for each element of a list
/// @@{                                           a literal “@{”
/// ```
///
/// Everything else, Go's `{{ … }}` for one, is text. Two rules keep the result clean: a line that holds nothing but control tags vanishes
/// with its line break, and a value of several lines whose placeholder has a line to itself keeps that line's indentation on each of them.
public struct Template: Sendable {
  /// A name that the template uses, for validation without rendering.
  public struct Placeholder: Hashable, Sendable {
    /// What the template does with the value.
    public enum Use: Sendable {
      case text, condition, list
    }

    /// The path from the context. A loop's variable is its list's path with `*` for the element: `alerts.*.name`.
    public var path: [String]
    /// What a call is given.
    public var words: [String] = []
    /// What it is used for.
    public var use: Use
    /// UTF-8 byte offsets of the path.
    public var range: Range<Int>
  }

  /// Makes a text of words; nil where it does not take them.
  public typealias Call = (_ words: [String]) -> String?

  /// What was parsed.
  public let text: String
  /// Every path in the template, whether or not rendering reaches it, in the order of the text.
  public let placeholders: [Placeholder]

  let nodes: [Node]

  /// Parses a template; throws everything that is wrong with it.
  public init(_ text: String) throws(TemplateErrors) {
    var scanner = Scanner(text)
    let pieces = scanner.pieces()
    var parser = Parser(pieces)
    nodes = parser.parse()
    let errors = scanner.errors + parser.errors
    guard errors.isEmpty else { throw TemplateErrors(errors) }
    placeholders = parser.placeholders
    self.text = text
  }

  /// Fills in the values; throws everything that is wrong with them on the way taken through the conditions.
  ///
  /// - Parameters:
  ///   - context: a mapping of the names.
  ///   - calls: what takes words, by its whole path.
  public func render(_ context: TemplateValue, calls: [String: Call] = [:]) throws(TemplateErrors) -> String {
    var renderer = Renderer(context, calls: calls)
    renderer.render(nodes)
    guard renderer.errors.isEmpty else { throw TemplateErrors(renderer.errors) }
    return renderer.output
  }
}

indirect enum Node: Sendable {
  case text(String)
  case value(Path, words: [String], indent: String?)
  case condition(Path, negated: Bool, then: [Node], otherwise: [Node])
  case loop(variable: String, Path, body: [Node], otherwise: [Node])
}
