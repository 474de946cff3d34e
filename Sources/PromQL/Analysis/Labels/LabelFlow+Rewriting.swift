extension Call {
  /// The text of an argument that is a string.
  func text(_ index: Int) -> String? {
    guard index < arguments.count, case .string(let literal) = arguments[index].unwrapped else { return nil }
    return literal.value
  }

  /// `label_replace(v, destination, replacement, source, pattern)`: where the pattern matches the source, the
  /// destination is the replacement, or gone if that is empty; elsewhere it stays as it was.
  func replacedLabels(_ base: LabelFlow) -> LabelFlow {
    // What nobody knows may be any label.
    guard let destination = text(1) else { return .anything }
    var flow = base
    guard let replacement = text(2), let source = text(3), let pattern = text(4) else {
      flow.allow(destination)
      return flow
    }
    let before = base.presence(of: destination)
    let isAbsent = base.presence(of: source) == .never || source.isEmpty
    if isAbsent && pattern.isEmpty || [".*", "(.*)"].contains(pattern), !replacement.contains("$") {
      // The usual ways to add a label: an absent source always matches the empty pattern, and anything matches these.
      if replacement.isEmpty {
        flow.remove(destination, .init(cause: .emptied, range: range))
      } else {
        flow.require(destination, value: replacement)
      }
      return flow
    }
    let isCopy = (pattern == "(.*)" || pattern == "(.+)") && (replacement == "$1" || replacement == "${1}")
    if isCopy, base.presence(of: source) == .always {
      flow.allow(destination)
      flow.require(destination, value: base.value(of: source))
      return flow
    }
    let staysFilled = before == .always && !replacement.isEmpty && !replacement.contains("$")
    flow.allow(destination)
    if staysFilled { flow.require(destination) }
    return flow
  }

  /// `label_join(v, destination, separator, sources…)`.
  func joinedLabels(_ base: LabelFlow) -> LabelFlow {
    guard let destination = text(1) else { return .anything }
    var flow = base
    guard let separator = text(2) else {
      flow.allow(destination)
      return flow
    }
    let sources = arguments.indices.dropFirst(3).compactMap(text)
    flow.allow(destination)
    if sources.contains(where: { base.presence(of: $0) == .always }) || sources.count > 1 && !separator.isEmpty {
      flow.require(destination)
    }
    return flow
  }
}
