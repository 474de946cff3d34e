/// Secrets in addresses: before the host, in the query, and those that are secret as a whole.
extension SecretScanner {
  /// `scheme://user:PASSWORD@host`, `user:PASSWORD@host:80`
  mutating func userinfo(before at: Int) {
    let (start, hasScheme) = word.advance(to: at, reach: Self.reach, in: bytes)
    if hasScheme { userinfo(start..<at) } else { userinfoWithoutScheme(start..<at) }
  }

  /// Whether what is between a scheme and an offset is behind one of the web.
  private mutating func isWeb(_ authority: Range<Int>) -> Bool {
    if scheme.end != authority.lowerBound {
      scheme = (authority.lowerBound - 3, authority.lowerBound)
      while scheme.start > 0, bytes[scheme.start - 1].isLetter { scheme.start -= 1 }
    }
    return isNext("http", at: max(scheme.start, authority.upperBound - Self.reach))
  }

  private mutating func userinfo(_ authority: Range<Int>) {
    let start = authority.lowerBound
    let slash = min(
      slashes.from(start, in: bytes), questions.from(start, in: bytes), hashes.from(start, in: bytes),
      authority.upperBound)
    let hasPath = slash < authority.upperBound
    let colon = colons.from(start, in: bytes)
    guard colon < slash else {
      // A name alone is no secret; a long one in front of a host of the web is a token.
      if !hasPath, authority.count >= 16, isWeb(authority) { add(.userinfo, authority) }
      return
    }
    // A slash that nobody encoded; what is behind the port of a host is a path.
    if hasPath, isPort(colon + 1..<slash) { return }
    add(.userinfo, colon + 1..<authority.upperBound)
  }

  private mutating func isPort(_ range: Range<Int>) -> Bool {
    if port.range != range || range.isEmpty { port = (range, bytes[range].allSatisfy(\.isDigit)) }
    return port.isOne
  }

  private mutating func userinfoWithoutScheme(_ part: Range<Int>) {
    let colon = colons.from(part.lowerBound, in: bytes)
    guard colon < part.upperBound, colon > part.lowerBound,
      let next = byte(part.upperBound + 1), next.isLetter || next.isDigit || "[($".utf8.contains(next),
      !isNext("sha256:", at: part.upperBound + 1), !isNext("mailto", at: part.lowerBound),
      // The modifier of a query.
      !isNext("start()", at: part.upperBound + 1), !isNext("end()", at: part.upperBound + 1),
      slashes.from(part.lowerBound, in: bytes) > colon
    else { return }
    // A number is no host.
    var end = part.upperBound + 1
    while byte(end)?.isDigit == true { end += 1 }
    if byte(end).map({ Self.endsWord($0) || ")]},".utf8.contains($0) }) ?? true { return }
    add(.userinfo, colon + 1..<part.upperBound)
  }

  mutating func webhooks() {
    // Each has a path, and most texts no slash.
    if bytes.offset(of: UInt8(ascii: "/")) == nil { return }
    for mark in SecretValues.hiddenWebhooks {
      var position = 0
      while let place = bytes.offset(of: mark, from: position) {
        let start = place + mark.utf8CodeUnitCount
        let end = bytes[start...].firstIndex { Self.endsWord($0) || ",}])".utf8.contains($0) } ?? bytes.count
        let last = bytes[start..<end].split(separator: UInt8(ascii: "/")).last.map {
          String(decoding: $0, as: UTF8.self)
        }
        if let last, !SecretValues.mayBeShown(last) { add(.webhook, start..<end) }
        position = max(end, place + 1)
      }
    }
  }

  /// The value of a parameter, to the end of the address or the next parameter.
  mutating func parameter(from start: Int) -> Range<Int> {
    // One that begins within another ends where that does.
    if parameters.lowerBound <= start, start <= parameters.upperBound, start > 0 {
      return start..<max(start, trimmedEnd)
    }
    var end = start
    while let byte = byte(end), !Self.endsWord(byte), byte != UInt8(ascii: "&"), byte != UInt8(ascii: "#"),
      byte != UInt8(ascii: "\\"), !closesFlow(end)
    {
      end += 1
    }
    parameters = start..<end
    // What ends the sentence, and not the address.
    while isProse, end > start, ":.;,".utf8.contains(bytes[end - 1]) { end -= 1 }
    trimmedEnd = end
    return start..<end
  }
}
