import Documents

/// A published port in its short form, as Compose reads it.
///
/// Source: `ParsePortSpec` of github.com/docker/go-connections, nat/nat.go.
enum ComposePortSpec {
  /// Why a port is refused, once its variables are filled in.
  static func problem(in text: String) -> String? {
    var rest = text
    if let slash = rest.lastIndex(of: "/") {
      let transport = rest[rest.index(after: slash)...].lowercased()
      if !["tcp", "udp", "sctp"].contains(transport) {
        return "`\(transport)` is no protocol of a port: `tcp`, `udp` or `sctp`"
      }
      rest = String(rest[..<slash])
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let container = parts[parts.count - 1]
    let host = parts.count > 1 ? parts[parts.count - 2] : ""
    var address = parts.dropLast(2).joined(separator: ":")
    if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
    if parts.count > 2, !address.isEmpty, !isAddress(address) {
      return parts.count > 3 ? "`\(text)` has too many parts" : "`\(address)` is no address of the machine"
    }
    if container.isEmpty { return "the port of the container is missing" }
    guard let inside = range(container) else { return "`\(container)` is no port: ports are numbers up to 65535" }
    if host.isEmpty { return nil }
    guard let outside = range(host) else { return "`\(host)` is no port: ports are numbers up to 65535" }
    // One port of the container may take a free one of several.
    return inside.count == outside.count || inside.count == 1
      ? nil : "\(outside.count) ports cannot be \(inside.count): the two ranges differ in length"
  }

  /// `80`, `80-90`.
  static func range(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { UInt16($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last, !text.hasPrefix("+") else {
      return nil
    }
    return Int(first)...Int(last)
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isOld = parts.count == 4 && parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) && UInt8($0) != nil }
    return isOld || (text.filter { $0 == ":" }.count > 1 && Host.isValid("[\(text)]"))
  }
}
