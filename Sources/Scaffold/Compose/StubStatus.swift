import Documents
import Formats

/// The status page of an NGINX, found in the configuration that is mounted into it.
///
/// <https://nginx.org/en/docs/http/ngx_http_stub_status_module.html>
enum StubStatus {
  static func find(in member: ComposeProject.Member, _ files: ImportFiles) -> (port: Int, path: String)? {
    for mount in member.service.mounts where mount.isBind && mount.target.hasPrefix("/etc/nginx") {
      let path = ImportFiles.path(mount.source, from: member.source.name)
      let paths = path.hasSuffix(".conf") ? [path] : files.matching(path + "/*.conf")
      for path in paths {
        if let bytes = files.read(path), let page = parse(String(decoding: bytes, as: UTF8.self)) { return page }
      }
    }
    return nil
  }

  /// The location that the directive stands in, and the port that its server listens on.
  static func parse(_ text: String) -> (port: Int, path: String)? {
    var port = 80, location = "", isHere = false
    let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
    let words = lines.flatMap { line in
      line.split { $0.isWhitespace || $0 == ";" || $0 == "{" || $0 == "}" }.map(String.init)
    }
    for (index, word) in words.enumerated() where index + 1 < words.count || word == "stub_status" {
      switch word {
      case "listen": port = Int(words[index + 1].split(separator: ":").last ?? "") ?? port
      case "location":
        location = words[index + 1].hasPrefix("/") ? words[index + 1] : words[min(index + 2, words.count - 1)]
      case "stub_status": isHere = true
      default: break
      }
      if isHere { return location.hasPrefix("/") ? (port, location) : nil }
    }
    return nil
  }
}
