import Synchronization

/// A place in a text as people count: lines and columns from 1, columns in Unicode scalars.
public struct Position: Hashable, Sendable, Comparable {
  public var line: Int
  public var column: Int

  /// Both from 1, the column in Unicode scalars.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// By line, then by column.
  public static func < (a: Position, b: Position) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// The bytes of one file under the name that findings give it, and where its lines begin.
///
/// The bytes of a file that can be read again may be let go of in between: findings and facts keep offsets only, so that memory
/// does not grow with the files of a project.
public final class SourceFile: Sendable {
  public let name: String
  private let state: Mutex<State>
  /// Gives the bytes again, as they were.
  private let reload: (@Sendable () -> [UInt8])?
  /// The tree of the one document in it, where the build has made it ahead; lives as long as the process.
  nonisolated(unsafe) let archive: UnsafeBufferPointer<UInt8>?

  /// Where the text stands, if it is a scalar of another file: a dashboard in a ConfigMap.
  let holder: Holder?

  /// Whether the text stands in another file.
  public var isHeld: Bool { holder != nil }

  /// The place of a text in the file that holds it.
  struct Holder: Sendable {
    let source: SourceFile
    /// The whole scalar, quotes included.
    let range: Range<Int>
    /// How it is written; nil where its bytes say nothing of the text's, as in base64.
    let scalar: Scalar?
  }

  private struct State {
    var bytes: [UInt8]?
    /// The part of the name that somebody gave; stays when the bytes are let go of.
    var given = ""
    /// Found at the first question: most files have no findings.
    var lineStarts: [Int]?
    /// How many characters begin before each block of bytes, found at the first question about a long line.
    var scalarCounts: [Int]?
    /// The places of the text in the file that holds it, likewise.
    var holderMap: ScalarMap?
    /// What is not shown of it; stays when the bytes are let go of.
    var secrets: [Secret] = []
    /// The same in order, made at the first question.
    var secretIndex: SecretIndex?
  }

  /// - Parameter reload: gives the same bytes again; without it they are never let go of.
  public init(
    name: String, bytes: [UInt8], archive: UnsafeBufferPointer<UInt8>? = nil,
    reload: (@Sendable () -> [UInt8])? = nil
  ) {
    self.name = name
    self.archive = archive
    self.reload = reload
    holder = nil
    state = Mutex(State(bytes: bytes))
  }

  private init(_ bytes: [UInt8], _ holder: Holder) {
    name = holder.source.name
    archive = nil
    reload = nil
    self.holder = holder
    state = Mutex(State(bytes: bytes))
  }

  /// The text of a scalar as a file of its own. Findings in it are carried back by `Finding.inFile`.
  ///
  /// - Parameter range: the whole scalar in `outer`, with its quotes or block header.
  public convenience init(text scalar: Scalar, at range: Range<Int>, in outer: SourceFile) {
    self.init(Array(scalar.text.utf8), Holder(source: outer, range: range, scalar: scalar))
  }

  /// What the text of a scalar encodes, as a file of its own; all of it stands at the whole scalar.
  public convenience init(bytes: [UInt8], at range: Range<Int>, in outer: SourceFile) {
    self.init(bytes, Holder(source: outer, range: range, scalar: nil))
  }

  /// Where each part of the text stands in the file that holds it; nil where none does, or its bytes say nothing of the text's.
  var holderMap: ScalarMap? {
    guard let holder, let scalar = holder.scalar else { return nil }
    return state.withLock { state in
      if let known = state.holderMap { return known }
      let map = ScalarMap(of: scalar, at: holder.range, in: holder.source)
      state.holderMap = map
      return map
    }
  }

  /// The part of its name that somebody gave: all of it, or a folder above it. Only what is below says something of what the file is for.
  /// Empty where nobody gave any.
  public var given: String { holder?.source.given ?? state.withLock { $0.given } }

  /// Notes what somebody named to have it read: the file itself, or the folder that it was found in.
  public func note(given path: String) { state.withLock { $0.given = path } }

  /// Where it stands in the file of the disk.
  public var rangeInFile: Range<Int> {
    guard let holder else { return 0..<Int.max }
    return holder.source.holder == nil ? holder.range : holder.source.rangeInFile
  }

  /// Its contents, read again where they were let go of.
  public var bytes: [UInt8] { state.withLock { bytes(&$0) } }

  /// Its first bytes, for who wants to know no more: what was let go of is not kept for that.
  public func beginning(_ count: Int) -> ArraySlice<UInt8> {
    state.withLock { $0.bytes ?? reload?() ?? [] }.prefix(count)
  }

  /// Lets go of the bytes, where they can be read again when somebody asks.
  public func release() {
    guard reload != nil else { return }
    state.withLock { state in
      let (given, secrets, index) = (state.given, state.secrets, state.secretIndex)
      state = State()
      (state.given, state.secrets, state.secretIndex) = (given, secrets, index)
    }
  }

  private func bytes(_ state: inout State) -> [UInt8] {
    if let bytes = state.bytes { return bytes }
    let bytes = reload?() ?? []
    state.bytes = bytes
    return bytes
  }

  /// What is not shown of the file.
  var secretIndex: SecretIndex {
    state.withLock { state in
      if let known = state.secretIndex { return known }
      let index = SecretIndex(state.secrets, in: state.secrets.isEmpty ? [] : bytes(&state))
      state.secretIndex = index
      return index
    }
  }

  func add(_ secrets: [Secret]) {
    state.withLock { state in
      state.secrets += secrets
      state.secretIndex = nil
    }
  }

  /// Byte offset of each line's first byte; LF, CRLF and a lone CR each end a line.
  private var lineStarts: [Int] {
    state.withLock { state in
      if let known = state.lineStarts { return known }
      let starts = Self.lineStarts(in: bytes(&state))
      state.lineStarts = starts
      return starts
    }
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    let feed = UInt8(ascii: "\n"), carriageReturn = UInt8(ascii: "\r")
    bytes.withUnsafeBufferPointer { bytes in
      if bytes.offset(of: carriageReturn) == nil {
        while let found = bytes.offset(of: feed, from: starts.last!) { starts.append(found + 1) }
      } else {
        for i in bytes.indices {
          let isAlone = bytes[i] == carriageReturn && (i + 1 == bytes.count || bytes[i + 1] != feed)
          if bytes[i] == feed || isAlone { starts.append(i + 1) }
        }
      }
    }
    return starts
  }

  /// A file of UTF-8 text.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The position of a byte offset; offsets past the end stand for the end.
  public func position(at offset: Int) -> Position {
    let bytes = bytes
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(at: offset)
    var start = lineStarts[line]
    if line == 0, bytes.starts(with: ByteEncoding.byteOrderMark) {
      start = min(ByteEncoding.byteOrderMark.count, offset)
    }
    return Position(line: line + 1, column: scalars(in: start..<offset, of: bytes) + 1)
  }

  /// From 0.
  private func lineIndex(at offset: Int) -> Int {
    let lineStarts = lineStarts
    var low = 0, high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// How many characters begin in a range. Those of a long line are counted once, in blocks: a file of one line may have as many
  /// findings as others have lines.
  private func scalars(in range: Range<Int>, of bytes: [UInt8]) -> Int {
    func count(_ range: Range<Int>) -> Int {
      bytes.withUnsafeBufferPointer { $0[range].count { !ByteEncoding.isContinuation($0) } }
    }
    if range.count <= Self.block { return count(range) }
    let counts = state.withLock { state in
      if let known = state.scalarCounts { return known }
      var counts = [0]
      for start in stride(from: 0, to: bytes.count, by: Self.block) {
        counts.append(counts[counts.count - 1] + count(start..<min(start + Self.block, bytes.count)))
      }
      state.scalarCounts = counts
      return counts
    }
    func before(_ offset: Int) -> Int {
      let block = offset / Self.block
      return counts[block] + count(block * Self.block..<offset)
    }
    return before(range.upperBound) - before(range.lowerBound)
  }

  private static let block = 4096

  /// The bytes of the line that an offset stands in, without its line break and a byte order mark.
  public func lineRange(at offset: Int) -> Range<Int> {
    let bytes = bytes
    let index = lineIndex(at: min(max(offset, 0), bytes.count))
    let lineStarts = lineStarts
    var start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    if index == 0, bytes.starts(with: ByteEncoding.byteOrderMark) {
      start = min(ByteEncoding.byteOrderMark.count, end)
    }
    return start..<end
  }

  /// The byte offset of a position; past the end of a line its end.
  public func offset(of position: Position) -> Int {
    let lineStarts = lineStarts
    guard position.line >= 1, position.line <= lineStarts.count else { return bytes.count }
    var offset = lineStarts[position.line - 1]
    if position.line == 1, bytes.starts(with: ByteEncoding.byteOrderMark) { offset = ByteEncoding.byteOrderMark.count }
    let end = position.line < lineStarts.count ? lineStarts[position.line] - 1 : bytes.count
    var column = 1
    while column < position.column, offset < end {
      offset += 1
      while offset < end, ByteEncoding.isContinuation(bytes[offset]) { offset += 1 }
      column += 1
    }
    return offset
  }

  /// The text of a line (from 1) without its line break; empty when there is none.
  public func line(_ number: Int) -> String {
    let bytes = bytes
    let lineStarts = lineStarts
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    var slice = bytes[start..<end]
    if number == 1, slice.starts(with: ByteEncoding.byteOrderMark) {
      slice = slice.dropFirst(ByteEncoding.byteOrderMark.count)
    }
    return String(decoding: slice, as: UTF8.self)
  }

  /// The text of a byte range.
  public func text(_ range: Range<Int>) -> String {
    let bytes = bytes
    return String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

extension SourceFile {
  /// What pharos reads at most, in bytes: a spec or a rule file beyond this is a mistake.
  public static let maximumSize = 16 << 20
}
