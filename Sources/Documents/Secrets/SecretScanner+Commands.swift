/// Secrets in commands.
extension SecretScanner {
  /// `--requirepass PASSWORD`, `"-a", "PASSWORD"`
  mutating func flag(at dash: Int) {
    if let before = byte(dash - 1), !before.isBlank, !before.isQuote, before != UInt8(ascii: "[") { return }
    var end = dash
    while let byte = byte(end), Self.isName(byte) { end += 1 }
    let flag = text(dash..<end)
    guard byte(end) != UInt8(ascii: "="), flag.contains(where: { $0 != "-" }) else { return }
    guard isSecretFlag(flag) else { return attached(dash, end) }
    var start = end
    while let byte = byte(start), byte.isBlank || "\"',\\".utf8.contains(byte) { start += 1 }
    // The sign of an assignment belongs to a name.
    guard start > end, let first = byte(start), first != UInt8(ascii: "-"), first != UInt8(ascii: "=") else { return }
    let isQuoted = byte(start - 1).map { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } == true
    let value = value(from: isQuoted ? start - 1 : start, isLine: false)
    guard flag == "-u" || flag == "--user" else { return add(.argument(flag), value) }
    if let colon = bytes[value].firstIndex(of: UInt8(ascii: ":")) { add(.argument(flag), colon + 1..<value.upperBound) }
  }

  /// `mysql -pPASSWORD`
  private mutating func attached(_ dash: Int, _ end: Int) {
    guard byte(dash + 1) == UInt8(ascii: "p"), mentions("mysql") || mentions("mariadb") else { return }
    add(.argument("-p"), dash + 2..<value(from: dash, isLine: false).upperBound)
  }

  private mutating func isSecretFlag(_ flag: String) -> Bool {
    switch flag {
    case "-a": mentions("redis-cli") || mentions("valkey-cli")
    case "-p": mentions("sshpass") || mentions("mongo")
    case "-u", "--user": mentions("curl")
    default: flag.utf8.count > 2 && SecretNames.mayHoldSecret(String(flag.drop { $0 == "-" }))
    }
  }

  private mutating func mentions(_ program: StaticString) -> Bool {
    let name = "\(program)"
    if let known = programs[name] { return known }
    let isThere = bytes.offset(of: program) != nil
    programs[name] = isThere
    return isThere
  }
}
