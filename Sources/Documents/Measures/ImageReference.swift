/// A reference to an image taken apart: `registry/owner/name:tag@digest`.
/// <https://github.com/distribution/reference/blob/4ca14034c406/normalize.go>
public struct ImageReference: Sendable {
  /// Nil for Docker Hub, however it is written.
  public let registry: String?
  /// Its place in the registry, without tag and digest: `library/redis`.
  public let path: String
  /// Nil where none is written, which means `latest`.
  public let tag: String?
  /// With its algorithm, `sha256:…`.
  public let digest: String?

  /// The path as people say it, without the `library/` of Docker's own images.
  public var name: String {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == "library" ? String(parts[1]) : path
  }

  /// The last part of the name, `prometheus` of `prom/prometheus`.
  public var shortName: String { path.split(separator: "/").last.map(String.init) ?? "" }

  /// Takes any text; what is missing is nil or empty.
  public init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1)
    digest = parts.count > 1 ? String(parts[1]) : nil
    var segments = (parts.first ?? "").split(separator: "/").map(String.init)
    let last = segments.popLast() ?? ""
    let named = last.split(separator: ":", maxSplits: 1)
    tag = named.count > 1 ? String(named[1]) : nil
    var registry: String?
    if let first = segments.first, first.contains(".") || first.contains(":") || first == "localhost" {
      segments.removeFirst()
      registry = first
    }
    self.registry = registry == "docker.io" || registry == "index.docker.io" ? nil : registry
    path = (segments + [String(named.first ?? "")]).joined(separator: "/")
  }
}
