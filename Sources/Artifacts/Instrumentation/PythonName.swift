/// Names of the spec as Python takes them.
enum PythonName {
  /// An identifier that shadows nothing: without `-`, not a digit first, and neither a keyword nor a function of `pharos_metrics`.
  static func of(_ name: String) -> String {
    var result = String(name.map { $0 == "-" ? "_" : $0 })
    if result.first?.isNumber == true { result = "_" + result }
    return taken.contains(result) ? result + "_" : result
  }

  /// <https://docs.python.org/3/reference/lexical_analysis.html#keywords>, and what each module imports.
  private static let taken: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield", "counter", "gauge", "histogram", "info", "registry",
    "summary",
  ]
}
