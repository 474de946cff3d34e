extension Int {
  /// In digits with a comma between thousands, `10,080`.
  public var grouped: String {
    var digits = Array(String(abs(self)).utf8.reversed())
    var index = 3
    while index < digits.count {
      digits.insert(UInt8(ascii: ","), at: index)
      index += 4
    }
    return (self < 0 ? "-" : "") + String(decoding: digits.reversed(), as: UTF8.self)
  }
}
