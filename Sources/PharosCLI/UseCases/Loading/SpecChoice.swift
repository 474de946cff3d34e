/// Which spec is meant, and which part under its `environments:` is laid over the rest.
struct SpecChoice {
  /// `-` is standard input; where it is nil, the one in the working folder or in the nearest folder above.
  var path: String?
  var environment: String?
  /// What runs the stack instead of what the spec says.
  var target: String?
}
