/// Which bytes may stand in names without quotes.
/// <https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels>
enum NameClasses {
  static let letter: UInt8 = 1
  static let digit: UInt8 = 2
  /// In names of metrics only.
  static let colon: UInt8 = 4

  /// By byte. A pointer that lives on costs no reference count.
  nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x5F: table[Int(byte)] = letter
      case 0x30...0x39: table[Int(byte)] = digit
      case 0x3A: table[Int(byte)] = colon
      default: table[Int(byte)] = 0
      }
    }
    return UnsafePointer(table)
  }()
}

extension ExpositionReader {
  /// The name of a metric at the cursor; empty where none begins.
  @inline(__always)
  func readName(_ cursor: inout LineCursor) -> Range<Int> {
    let start = cursor.position
    guard cursor.classes[Int(cursor.byte)] & (NameClasses.letter | NameClasses.colon) != 0 else { return start..<start }
    cursor.position &+= 1
    while cursor.classes[Int(cursor.byte)] != 0 { cursor.position &+= 1 }
    return start..<cursor.position
  }

  /// The name of a label at the cursor; empty where none begins.
  @inline(__always)
  func readLabelName(_ cursor: inout LineCursor) -> Range<Int> {
    let start = cursor.position
    guard cursor.classes[Int(cursor.byte)] & NameClasses.letter != 0 else { return start..<start }
    cursor.position &+= 1
    while cursor.classes[Int(cursor.byte)] & (NameClasses.letter | NameClasses.digit) != 0 { cursor.position &+= 1 }
    return start..<cursor.position
  }
}
