import Documents
import Formats

/// Where a directive stands in the configuration that is mounted into an NGINX.
///
/// <https://nginx.org/en/docs/beginners_guide.html#conf_structure>
enum NginxConfiguration {
  /// The first location that has the directive, and the port of its server.
  static func location(
    of directive: String, in member: ComposeProject.Member, _ files: ImportFiles
  ) -> (scheme: String, port: Int, path: String)? {
    for mount in member.service.mounts where mount.isBind && mount.target.hasPrefix("/etc/nginx") {
      let path = ImportFiles.path(mount.source, from: member.source.name)
      let paths = path.hasSuffix(".conf") ? [path] : files.matching(path + "/*.conf")
      for path in paths {
        guard let bytes = files.read(path) else { continue }
        if let page = location(of: directive, in: String(decoding: bytes, as: UTF8.self)) { return page }
      }
    }
    return nil
  }

  private static func location(
    of directive: String, in text: String
  ) -> (scheme: String, port: Int, path: String)? {
    var port = 80, isSecure = false, location = ""
    let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
    let words = lines.flatMap { line in
      line.split { $0.isWhitespace || $0 == ";" || $0 == "{" || $0 == "}" }.map(String.init)
    }
    for (index, word) in words.enumerated() {
      if word == directive { return location.hasPrefix("/") ? (isSecure ? "https" : "http", port, location) : nil }
      guard index + 1 < words.count else { break }
      if word == "listen" {
        port = Int(words[index + 1].split(separator: ":").last ?? "") ?? port
        isSecure = port == 443 || index + 2 < words.count && words[index + 2] == "ssl"
      } else if word == "location" {
        location = words[index + 1].hasPrefix("/") ? words[index + 1] : words[min(index + 2, words.count - 1)]
      }
    }
    return nil
  }
}
