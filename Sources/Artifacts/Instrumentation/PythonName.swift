/// Names of the spec as Python takes them.
enum PythonName {
  /// An identifier that shadows nothing: without `-`, not a digit first, and neither a keyword nor a name that a service's module uses.
  static func of(_ name: String) -> String {
    let result = part(name)
    return taken.contains(result) ? result + "_" : result
  }

  /// The same as a part of a longer one.
  static func part(_ name: String) -> String {
    let result = String(name.map { $0 == "-" ? "_" : $0 })
    return result.first?.isNumber == true ? "_" + result : result
  }

  /// <https://docs.python.org/3/reference/lexical_analysis.html#keywords>, and what a module imports or defines.
  private static let taken: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    "Collection", "FastAPI", "SCRAPES", "Sequence", "TYPE_CHECKING", "UNCOUNTED_PATHS", "annotations",
    "at_most", "closed", "counter", "gauge", "histogram", "info", "summary",
    "_agents", "_health", "_http", "_logs", "_models", "_registry", "_rum", "_tracing", "agents", "models", "setup",
    "app", "answers", "checks", "deep_checks", "pages", "rum", "rum_origins", "rum_path", "version",
    "str", "dict",
  ]
}
