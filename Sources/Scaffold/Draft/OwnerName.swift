import Documents
import Project

/// Names for what is imported, as the spec takes them.
enum OwnerName {
  /// A name in the notation of the spec, `My Shop` as `my-shop`; nil where nothing of it can stay.
  static func slug(_ text: String) -> String? {
    var result = ""
    // An address that serves as a name may hold a password.
    for scalar in SecretText.masked(text).unicodeScalars {
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      let isDigit = ("0"..."9").contains(scalar)
      if isLetter || isDigit || scalar == "_" {
        result += String(scalar).lowercased()
      } else if !result.hasSuffix("-") {
        result += "-"
      }
    }
    while let first = result.first, first == "-" || first == "_" { result.removeFirst() }
    result = String(result.prefix(63))
    while let last = result.last, last == "-" || last == "_" { result.removeLast() }
    return Name.isOwner(result) ? result : nil
  }

  /// An alert's name in the notation of the spec, `high-error rate` as `HighErrorRate`.
  static func alert(_ text: String) -> String {
    let words = SecretText.masked(text).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return name.first?.isLetter == true ? name : "Alert" + name
  }

  /// The name, or one of `name-2`, `name-3`… that is free: the first, or where thousands are taken one behind those.
  static func free(_ name: String, isTaken: (String) -> Bool, separator: String = "-") -> String {
    guard isTaken(name) else { return name }
    func numbered(_ number: Int) -> String { String(name.prefix(58)) + "\(separator)\(number)" }
    let few = 16
    if let number = (2..<few).first(where: { !isTaken(numbered($0)) }) { return numbered(number) }
    // Asking for each of them would take the square of their number.
    var free = few
    while isTaken(numbered(free)) { free *= 2 }
    var taken = free / 2
    while taken + 1 < free {
      let middle = (taken + free) / 2
      if isTaken(numbered(middle)) { taken = middle } else { free = middle }
    }
    return numbered(free)
  }
}

extension Draft {
  /// Jobs and components of the stack itself, which nothing else can be called.
  /// They are the packs of kind `stack` that run something, and the job of the probes.
  static let reserved: Set<String> = [
    "probe", "prometheus", "alertmanager", "grafana", "blackbox", "heartbeat", "loki", "alloy", "otel-collector",
    "jaeger",
  ]

  /// A name for a service, component or probe that nothing has yet.
  func ownerName(_ text: String, or fallback: String) -> String {
    OwnerName.free(OwnerName.slug(text) ?? fallback) {
      Self.reserved.contains($0) || services[$0] != nil || components[$0] != nil || probes[$0] != nil
    }
  }
}
