import Arithmetic
import Documents

/// The states that the series of a test go through, one after the other.
struct SeriesTimeline {
  /// A state of all series.
  struct Phase {
    /// In milliseconds, a multiple of the interval.
    var length: Int
    /// What the numbers of the series are made of.
    var numbers: [String: Double]
    /// Every counter stands still.
    var isIdle = false
    /// No series is there any more.
    var isStale = false
  }

  /// Between two values, in milliseconds.
  let interval: Int
  var phases: [Phase] = []

  /// The values of each series.
  func values(of series: [PackSeries]) throws(ArithmeticError) -> [String] {
    var values: [String] = []
    for one in series { values.append(try self.values(of: one)) }
    return values
  }

  /// The same of somebody else.
  func valuesOfOther(_ series: [PackSeries]) throws(ArithmeticError) -> [String] {
    var values: [String] = []
    for var one in series {
      // Whose absence is the failure shows by being there.
      one.present = nil
      values.append(try self.values(of: one))
    }
    return values
  }

  /// The values of one series through all phases, in promtool's notation.
  ///
  /// A gauge has a phase's value from its first moment on, a counter grows from there. So a window that begins with the phase
  /// holds nothing else, whether or not the window's beginning belongs to it: Prometheus 3 leaves it out.
  func values(of series: PackSeries) throws(ArithmeticError) -> String {
    let present = try series.present.map { text throws(ArithmeticError) in try ArithmeticExpression(text) }
    let shape = try Shape(series)
    var notation = SeriesNotationWriter()
    var counter = 0.0
    var isThere = true
    if case .rate = shape { notation.add(0, growingBy: 0, count: 1) }
    var begin = 0
    for phase in phases {
      let count = phase.length / interval
      let start = begin
      begin += phase.length
      guard count > 0 else { continue }
      func number(_ expression: ArithmeticExpression, at time: Int = 0) throws(ArithmeticError) -> Double {
        try expression.evaluate { name in
          switch name {
          case "time": Double(time) / 1000
          case "age": Double(time - start) / 1000
          default: phase.numbers[name]
          }
        }
      }
      var isAbsent = phase.isStale
      if !isAbsent, let present { isAbsent = try number(present) == 0 }
      if isAbsent {
        // An instant selector sees a series for minutes after its last value, unless it has ended.
        if isThere, start > 0 { notation.end() } else { notation.gap(1) }
        notation.gap(count - 1)
        isThere = false
        continue
      }
      isThere = true
      switch shape {
      case .rate(let rate):
        let growth = phase.isIdle ? 0 : try number(rate) * Double(interval) / 1000
        counter = notation.add(counter + growth, growingBy: growth, count: count)
      case .changes(let changes):
        let steps = min(count, max(0, Int(try number(changes))))
        notation.add(counter + 1, growingBy: 1, count: steps)
        counter += Double(steps)
        notation.add(counter, growingBy: 0, count: count - steps)
      case .resets(let resets):
        let falls = min(count / 2, max(0, Int(try number(resets))))
        for _ in 0..<falls {
          notation.add(1, growingBy: 0, count: 1)
          notation.add(0, growingBy: 0, count: 1)
        }
        notation.add(1, growingBy: 0, count: count - 2 * falls)
      case .once(let once):
        let value = try number(once)
        guard value != 0 else {
          notation.gap(count)
          continue
        }
        notation.add(value, growingBy: 0, count: 1)
        if count > 1 { notation.end() }
        notation.gap(count - 2)
      case .value(let value):
        let first = try number(value, at: start)
        notation.add(first, growingBy: try number(value, at: start + interval) - first, count: count)
      }
    }
    return notation.finished()
  }

  /// What a series does in a phase.
  private enum Shape {
    case rate(ArithmeticExpression), changes(ArithmeticExpression), resets(ArithmeticExpression)
    case once(ArithmeticExpression), value(ArithmeticExpression)

    init(_ series: PackSeries) throws(ArithmeticError) {
      if let text = series.rate {
        self = .rate(try ArithmeticExpression(text))
      } else if let text = series.changes {
        self = .changes(try ArithmeticExpression(text))
      } else if let text = series.resets {
        self = .resets(try ArithmeticExpression(text))
      } else if let text = series.once {
        self = .once(try ArithmeticExpression(text))
      } else {
        self = .value(try ArithmeticExpression(series.value ?? "0"))
      }
    }
  }
}

/// Writes promtool's notation of values: `1x3 5+2x10 stale _x4`.
private struct SeriesNotationWriter {
  private var text = ""
  /// What repeats at the end of the text so far and may still grow.
  private var level: (value: Double, count: Int)?

  /// `count` values that begin with the first.
  /// - Returns: the last of them, to the bit: a counter that goes on a hair below it would have been reset.
  @discardableResult
  mutating func add(_ first: Double, growingBy growth: Double, count: Int) -> Double {
    guard count > 0 else { return first }
    guard growth != 0 else {
      if let level, level.value == first {
        self.level = (first, level.count + count)
      } else {
        flush()
        level = (first, count)
      }
      return first
    }
    flush()
    let (first, growth) = (first.withoutNoise, growth.withoutNoise)
    let sign = growth < 0 ? "" : "+"
    write(count == 1 ? first.plainDecimal : "\(first.plainDecimal)\(sign)\(growth.plainDecimal)x\(count - 1)")
    // promtool adds them up one by one.
    return (1..<max(1, count)).reduce(first) { last, _ in last + growth }
  }

  /// The series ends.
  mutating func end() {
    flush()
    write("stale")
  }

  mutating func gap(_ count: Int) {
    guard count > 0 else { return }
    flush()
    write(count == 1 ? "_" : "_x\(count)")
  }

  mutating func finished() -> String {
    flush()
    return text
  }

  private mutating func flush() {
    guard let level else { return }
    self.level = nil
    write(level.count == 1 ? level.value.plainDecimal : "\(level.value.plainDecimal)x\(level.count - 1)")
  }

  private mutating func write(_ part: String) { text += text.isEmpty ? part : " " + part }
}

extension Double {
  /// Without the last digits, which only say that binary fractions are none of ours.
  fileprivate var withoutNoise: Double { rounded(significantDigits: 12) }

  func rounded(significantDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    // Powers of ten that binary fractions have exactly: nothing is divided by a rounded tenth.
    var (above, below) = (1.0, 1.0)
    while abs(self) / above >= 10 { above *= 10 }
    while abs(self) * below < 1 { below *= 10 }
    var scale = below
    for _ in 1..<digits { if above > 1 { above /= 10 } else { scale *= 10 } }
    return above > 1 ? (self / above).rounded() * above : (self * scale).rounded() / scale
  }
}
