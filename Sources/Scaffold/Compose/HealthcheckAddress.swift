import Documents
import Formats

/// The address that a container's healthcheck asks inside of it: `curl -f http://localhost:8000/health`.
struct HealthcheckAddress: Equatable {
  var isSecure = false
  /// nil where the address names none.
  var port: Int?
  /// Empty where the address has none.
  var path = ""
  /// Whether it is asked with headers, which a probe would need as well.
  var hasHeaders = false
  /// Whether it is asked with a body or by another method, which a probe does not do.
  var isNoGet = false
  /// Whether it is asked with a secret, which is not copied.
  var holdsSecret = false

  /// - Returns: nil where the healthcheck asks no address of its own container.
  init?(of service: ComposeService) {
    guard service.hasHealthcheck, let test = service["healthcheck"]?["test"] else { return nil }
    let words = test.texts.flatMap { $0.split { Self.separators.contains($0) || $0.isWhitespace }.map(String.init) }
    let names =
      Self.ownNames
      + [service.name.value, service["container_name"]?.text, service["hostname"]?.text].compactMap { $0 }
    guard let found = words.lazy.compactMap({ Self.parse($0, names) }).first ?? Self.parseShell(words) else {
      return nil
    }
    self = found
    holdsSecret = SecretAddress.holdsSecret(test.texts.joined(separator: " ")) || words.contains(where: Self.isLogin)
    isNoGet = words.enumerated().contains { index, word in
      ["-d", "-F"].contains(word) || ["--data", "--form", "--post-", "--json"].contains { word.hasPrefix($0) }
        || ["-X", "--request"].contains(word) && index + 1 < words.count && !["GET", "HEAD"].contains(words[index + 1])
        || word.hasPrefix("-XP")
    }
    hasHeaders = words.contains { $0 == "-H" || $0 == "--header" || $0.hasPrefix("--header=") }
  }

  private init() {}

  private static func isLogin(_ word: String) -> Bool { ["-u", "--user"].contains(word) || word.hasPrefix("--user=") }

  /// What quotes and commands leave around an address.
  private static let separators: Set<Character> = ["'", "\"", "`", "(", ")", ";", "|", ",", "<", ">"]
  private static let ownNames = [
    "localhost", "127.0.0.1", "0.0.0.0", "[::1]", "$HOSTNAME", "${HOSTNAME}", "$(hostname)",
  ]

  /// Bash's own connection with a request written into it: `exec 3<>/dev/tcp/127.0.0.1/9000 && echo "GET /health HTTP/1.1"`.
  private static func parseShell(_ words: [String]) -> HealthcheckAddress? {
    guard let word = words.first(where: { $0.hasPrefix("/dev/tcp/") }), let get = words.firstIndex(of: "GET"),
      let port = word.split(separator: "/").last.flatMap({ Int($0) }), (1...65535).contains(port),
      get + 1 < words.count, words[get + 1].hasPrefix("/")
    else { return nil }
    var result = HealthcheckAddress()
    result.port = port
    result.path = words[get + 1]
    return result
  }

  private static func parse(_ word: String, _ names: [String]) -> HealthcheckAddress? {
    var result = HealthcheckAddress()
    var rest = word[...]
    var hasScheme = false
    for (scheme, isSecure) in [("http://", false), ("https://", true)] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      result.isSecure = isSecure
      hasScheme = true
    }
    if hasScheme, let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
      rest = rest[rest.index(after: at)...]
    }
    guard let name = names.first(where: { rest.hasPrefix($0) }) else { return nil }
    rest = rest.dropFirst(name.count)
    if rest.hasPrefix(":") {
      let digits = rest.dropFirst().prefix { $0.isNumber }
      guard let port = Int(digits), (1...65535).contains(port) else { return nil }
      result.port = port
      rest = rest[digits.endIndex...]
    } else if hasScheme {
      result.port = result.isSecure ? 443 : 80
    } else {
      // A bare `localhost` may be anything's argument.
      return nil
    }
    guard rest.isEmpty || rest.hasPrefix("/") else { return nil }
    // `localhost:5432` of a database's own tool has neither a scheme nor a path.
    guard hasScheme || !rest.isEmpty else { return nil }
    let path = String(rest.prefix { $0 != "#" && $0 != "\\" && $0 != "$" })
    result.path = SecretAddress.withoutSecrets(path)
    return result
  }
}
