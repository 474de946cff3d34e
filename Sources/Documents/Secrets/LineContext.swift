/// What stands around a place in a line, as far as so many bytes before it tell: brackets and quotes.
///
/// Each byte is a step that leads from one state to another, and steps in a row are one step again. A window of such steps moves along
/// the text, so that no byte is looked at for each of the places behind it.
struct LineContext {
  private let reach: Int
  /// The steps of the window: those that come first, each with all behind it until the others begin, last one first; and those others,
  /// with all of them as one.
  private var first: [Step] = []
  private var others: [Step] = []
  private var ofOthers = Step.none
  /// The end of the window.
  private var position = 0

  /// - Parameter reach: how many bytes before a place count.
  init(reach: Int) { self.reach = reach }

  /// Whether more brackets are opened than closed before an offset, and the quote that is open there. Offsets are asked about in their
  /// order.
  mutating func before(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (isInBrackets: Bool, quote: UInt8?) {
    if offset - reach > position {
      (first, others, ofOthers, position) = ([], [], .none, offset - reach)
    }
    while position < offset {
      let step = Step(bytes, at: position)
      others.append(step)
      ofOthers = ofOthers.then(step)
      position += 1
      if first.count + others.count > reach { removeFirst() }
    }
    let whole = (first.last ?? .none).then(ofOthers)
    return (whole.depth > 0, whole.quote)
  }

  private mutating func removeFirst() {
    if first.isEmpty {
      var behind = Step.none
      for step in others.reversed() {
        behind = step.then(behind)
        first.append(behind)
      }
      (others, ofOthers) = ([], .none)
    }
    first.removeLast()
  }

  /// What a byte, or several in a row, do to how many brackets are open and to which quote is.
  private struct Step {
    /// So many brackets are open afterwards as before with this many more, and at least this many.
    var more = 0
    var least = 0
    /// The quote that is open afterwards, by that before: 0 for none.
    var quotes: (UInt8, UInt8, UInt8) = (0, Step.double, Step.single)

    static let none = Step()
    private static let double = UInt8(ascii: "\""), single = UInt8(ascii: "'")
    /// Enough to close all brackets of a text.
    private static let all = Int(Int32.min)

    /// Where no bracket and no quote was open.
    var depth: Int { max(more, least) }
    var quote: UInt8? { quotes.0 == 0 ? nil : quotes.0 }

    private init() {}

    init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\n"): (more, quotes) = (Self.all, (0, 0, 0))
      case UInt8(ascii: "{"), UInt8(ascii: "["): more = 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): more = -1
      case Self.double, Self.single:
        let before = offset > 0 ? bytes[offset - 1] : UInt8(ascii: " ")
        // As far as quotes open behind blanks and brackets.
        if before.isBlank || "[{(,:=-".utf8.contains(before) { quotes.0 = byte }
        if before != UInt8(ascii: "\\") {
          if byte == Self.double { quotes.1 = 0 } else { quotes.2 = 0 }
        }
      default: break
      }
    }

    func then(_ next: Step) -> Step {
      var result = Step()
      result.more = max(more + next.more, Self.all)
      result.least = max(least + next.more, next.least)
      result.quotes = (next.after(quotes.0), next.after(quotes.1), next.after(quotes.2))
      return result
    }

    private func after(_ quote: UInt8) -> UInt8 {
      quote == 0 ? quotes.0 : quote == Self.double ? quotes.1 : quotes.2
    }
  }
}
