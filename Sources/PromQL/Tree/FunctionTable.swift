/// Finds functions by the bytes of their names: the parser asks at every call, and has no use for a string of it.
struct FunctionTable: @unchecked Sendable {
  private struct Slot {
    let name: UnsafeBufferPointer<UInt8>
    let function: Unmanaged<Function>
  }

  /// A power of two, several times the number of functions.
  private static let size = 512

  /// Open addressing; made once and never freed.
  private let slots: UnsafeMutableBufferPointer<Slot?>

  static let shared = FunctionTable(Function.all)

  private init(_ functions: [Function]) {
    slots = .allocate(capacity: Self.size)
    slots.initialize(repeating: nil)
    for function in functions {
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: function.name.utf8.count)
      _ = bytes.initialize(from: function.name.utf8)
      let name = UnsafeBufferPointer(bytes)
      var index = Self.hash(name)
      while slots[index] != nil { index = (index + 1) & (Self.size - 1) }
      slots[index] = Slot(name: name, function: .passRetained(function))
    }
  }

  func named(_ name: UnsafeBufferPointer<UInt8>) -> Function? {
    var index = Self.hash(name)
    while let slot = slots[index] {
      if slot.name.count == name.count, slot.name.elementsEqual(name) { return slot.function.takeUnretainedValue() }
      index = (index + 1) & (Self.size - 1)
    }
    return nil
  }

  /// FNV-1a. <http://www.isthe.com/chongo/tech/comp/fnv/>
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 16) & (size - 1)
  }
}
