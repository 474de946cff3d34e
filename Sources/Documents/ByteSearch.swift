#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Searches by the C library's own function, which looks at many bytes at once.
extension UnsafeBufferPointer<UInt8> {
  /// Where a byte occurs first, at or behind an offset; nil where it does not.
  public func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let base = baseAddress, start < count, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where a part occurs first, byte by byte, at or behind an offset; nil where it does not.
  public func offset(of part: StaticString, from start: Int = 0) -> Int? {
    offset(of: UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount), from: start)
  }

  /// The same of a part that is not known before.
  public func offset(of part: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
    guard let first = part.first else { return start }
    var place = start
    while let found = offset(of: first, from: place), count - found >= part.count {
      if memcmp(baseAddress! + found, part.baseAddress!, part.count) == 0 { return found }
      place = found + 1
    }
    return nil
  }
}

extension String {
  /// Whether a part occurs in it, byte by byte.
  public func includes(_ part: StaticString) -> Bool {
    var text = self
    return text.withUTF8 { $0.offset(of: part) != nil }
  }

  /// The same of a part that is not known before.
  public func includes(text part: String) -> Bool {
    var (text, part) = (self, part)
    return text.withUTF8 { text in part.withUTF8 { text.offset(of: $0) != nil } }
  }
}
