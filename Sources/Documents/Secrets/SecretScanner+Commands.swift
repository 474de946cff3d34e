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
    guard let colon = bytes[value].firstIndex(of: UInt8(ascii: ":")) else { return }
    // A user with a group, or the numbers of both: `--user 1000:1000`.
    let password = colon + 1..<value.upperBound
    if mentions("curl") || !bytes[password].allSatisfy(\.isDigit) && text(value.lowerBound..<colon) != text(password) {
      add(.argument(flag), password)
    }
  }

  /// `echo PASSWORD | docker login --password-stdin`
  mutating func piped() {
    guard bytes.offset(of: UInt8(ascii: "|")) != nil else { return }
    var pipes = NextPlace(of: "|"), breaks = NextPlace(of: "\n")
    for flag: StaticString in ["--password-stdin", "--with-token", "sudo -S"] {
      var flags = NextPlace(of: flag)
      for mark: StaticString in ["echo ", "printf "] {
        var position = 0
        while let place = bytes.offset(of: mark, from: position) {
          position = place + mark.utf8CodeUnitCount
          let pipe = pipes.from(position, in: bytes)
          let isRead = flags.from(pipe, in: bytes) < breaks.from(position, in: bytes)
          var end = pipe
          while end > position, bytes[end - 1].isBlank { end -= 1 }
          if isRead { add(.argument("\(flag)"), position..<end) }
          position = isRead ? pipe : position
        }
      }
    }
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
    case "-u", "--user": true
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
