import Documents

/// Where people read the files of a repository on the web, by what its `.git` folder says.
package enum RepositoryPage {
  /// How hosts call the page of a file, between the repository and the branch.
  private static let pages: [(host: String, page: String)] = [
    ("github", "blob"), ("gitlab", "-/blob"), ("bitbucket", "src"), ("codeberg", "src/branch"), ("gitea", "src/branch"),
    ("forgejo", "src/branch"),
  ]

  /// - Parameters:
  ///   - config: the text of `.git/config`.
  ///   - head: that of `.git/refs/remotes/origin/HEAD`, or of `.git/HEAD`: it names the branch.
  ///   - path: of a folder in the repository.
  /// - Returns: nil where there is no remote, or nobody knows how its host calls its pages.
  package static func address(config: String, head: String, path: String) -> String? {
    guard let remote = remote(in: config), let (host, repository) = split(remote),
      let page = pages.first(where: { host.contains($0.host) })?.page
    else { return nil }
    let branch = head.trimmed().split(separator: "/").last.map(String.init) ?? ""
    guard head.hasPrefix("ref:"), !branch.isEmpty else { return nil }
    let url = "https://\(host)/\(repository)/\(page)/\(branch)/\(path)"
    return WebAddress(url) == nil || SecretAddress.holdsSecret(url) ? nil : url
  }

  /// The address of `origin`, else of the first remote.
  private static func remote(in config: String) -> String? {
    var remotes: [(name: String, url: String)] = [], name: String?
    for line in config.split(whereSeparator: \.isNewline) {
      let line = String(line).trimmed()
      if line.hasPrefix("[") {
        name = line.hasPrefix("[remote \"") ? String(line.dropFirst(9).prefix { $0 != "\"" }) : nil
      } else if let name, line.hasPrefix("url"), let equals = line.firstIndex(of: "=") {
        remotes.append((name, String(line[line.index(after: equals)...]).trimmed()))
      }
    }
    return (remotes.first { $0.name == "origin" } ?? remotes.first)?.url
  }

  /// Host and path of `git@github.com:acme/shop.git` or `https://token@github.com/acme/shop`.
  private static func split(_ remote: String) -> (host: String, repository: String)? {
    var rest = remote[...]
    let hasScheme = remote.firstRange(of: "://").map { rest = remote[$0.upperBound...] } != nil
    let authority = rest.prefix { $0 != "/" && (hasScheme || $0 != ":") }
    guard authority.endIndex < rest.endIndex else { return nil }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    var path = rest[rest.index(after: authority.endIndex)...]
    if path.hasSuffix("/") { path = path.dropLast() }
    if path.hasSuffix(".git") { path = path.dropLast(4) }
    let name = host.prefix { $0 != ":" }
    return name.contains(".") && path.split(separator: "/").count >= 2 ? (String(name), String(path)) : nil
  }
}
