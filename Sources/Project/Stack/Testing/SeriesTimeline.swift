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
  }

  /// Between two values, in milliseconds.
  let interval: Int
  var phases: [Phase] = []

  /// The values of one series through all phases, in promtool's notation.
  ///
  /// A gauge has a phase's value from its first moment on, a counter grows from there. So a window that begins with the phase
  /// holds nothing else, whether or not the window's beginning belongs to it: Prometheus 3 leaves it out.
  func values(of series: PackSeries) throws(ArithmeticError) -> String {
    var notation = SeriesNotationWriter()
    let seconds = Double(interval) / 1000
    var counter = 0.0
    var isThere = true
    if series.rate != nil { notation.add(0, growingBy: 0, count: 1) }
    var begin = 0
    for phase in phases {
      let count = phase.length / interval
      let start = begin
      func number(_ text: String, at time: Int = 0) throws(ArithmeticError) -> Double {
        try ArithmeticExpression(text).evaluate { name in
          switch name {
          case "time": Double(time) / 1000
          case "age": Double(time - start) / 1000
          default: phase.numbers[name]
          }
        }
      }
      defer { begin += phase.length }
      guard count > 0 else { continue }
      if let present = series.present, try number(present) == 0 {
        // An instant selector sees a series for minutes after its last value, unless it has ended.
        if isThere, begin > 0 { notation.end() } else { notation.gap(1) }
        notation.gap(count - 1)
        isThere = false
        continue
      }
      isThere = true
      if let once = series.once {
        let value = try number(once)
        if value == 0 {
          notation.gap(count)
        } else {
          notation.add(value, growingBy: 0, count: 1)
          if count > 1 { notation.end() }
          notation.gap(count - 2)
        }
        continue
      }
      if let rate = series.rate {
        let growth = phase.isIdle ? 0 : try number(rate) * seconds
        counter = notation.add(counter + growth, growingBy: growth, count: count)
      } else if let changes = series.changes {
        let steps = min(count, max(0, Int(try number(changes))))
        notation.add(counter + 1, growingBy: 1, count: steps)
        counter += Double(steps)
        notation.add(counter, growingBy: 0, count: count - steps)
      } else if let resets = series.resets {
        let falls = min(count / 2, max(0, Int(try number(resets))))
        for _ in 0..<falls {
          notation.add(1, growingBy: 0, count: 1)
          notation.add(0, growingBy: 0, count: 1)
        }
        notation.add(1, growingBy: 0, count: count - 2 * falls)
      } else {
        let text = series.value ?? "0"
        let first = try number(text, at: begin)
        let growth = try number(text, at: begin + interval) - first
        notation.add(first, growingBy: growth, count: count)
      }
    }
    return notation.finished()
  }
}

/// Names of series in tests.
enum TestSeries {
  /// The series with its target's labels; a recorded one (with a colon in its name) carries only what it says, of the owner `$target`.
  static func labelled(_ series: String, _ target: [(name: String, value: String)]) -> String {
    let bytes = series.utf8
    let end = bytes.firstIndex(of: UInt8(ascii: "{")) ?? bytes.endIndex
    guard !bytes[..<end].contains(UInt8(ascii: ":")) else { return recorded(series, target) }
    let own = bytes[end...].dropFirst().dropLast()
    // What a series says of itself counts: the job of a probe beside that of a service.
    let said = own.split(separator: UInt8(ascii: ",")).map { label in
      "\(Substring(label.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: "=") }))"
    }
    let text = target.filter { !said.contains($0.name) }
      .map { "\($0.name)=\(JSONWriter.quoted($0.value))" }.joined(separator: ", ")
    let isBare = own.allSatisfy { $0 == UInt8(ascii: " ") }
    return "\(Substring(bytes[..<end])){\(Substring(own))\(isBare || text.isEmpty ? "" : ", ")\(text)}"
  }
}

extension [PackSeries] {
  /// The series with an endpoint of the owner that is asked by scrapes in the place of `$machine`; without one those that name it are left out.
  func naming(_ machinePath: String?) -> [PackSeries] {
    compactMap { series in
      guard let place = series.series[...].firstPlace(of: "$machine") else { return series }
      guard let machinePath else { return nil }
      var series = series
      series.series = "\(series.series[..<place.lowerBound])\(machinePath)\(series.series[place.upperBound...])"
      return series
    }
  }
}

extension TestSeries {
  private static func recorded(_ series: String, _ target: [(name: String, value: String)]) -> String {
    guard let place = series[...].firstPlace(of: "$target") else { return series }
    let owner = target.filter { $0.name != "job" && $0.name != "instance" }
    let labels = owner.map { "\($0.name)=\(JSONWriter.quoted($0.value))" }.joined(separator: ", ")
    return "\(series[..<place.lowerBound])\(labels)\(series[place.upperBound...])"
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
