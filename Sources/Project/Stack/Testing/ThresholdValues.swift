import PromQL

/// Values of an expression just beyond its thresholds, and just short of them.
struct ThresholdValues {
  /// The one that is crossed first in front.
  let thresholds: [Double]
  let isBelow: Bool
  let healthy: Double
  let limit: Double?
  let unit: ValueUnit
  let reaction: Reaction
  /// Evaluations in a window.
  let steps: Int

  /// Beyond each threshold, the one crossed first in front.
  var beyond: [Double] {
    var before = healthy
    return thresholds.map { threshold in
      before = justBeyond(threshold, from: before)
      return before
    }
  }

  /// So little beyond that only a full window shows it: half of what one step of it adds.
  private func justBeyond(_ threshold: Double, from before: Double) -> Double {
    if reaction.isWhole { return isBelow ? threshold.rounded(.up) - 1 : threshold.rounded(.down) + 1 }
    var distance = (threshold - before) * min(0.01, 0.5 / Double(max(1, steps)))
    if distance == 0 { distance = isBelow ? -1 : 1 }
    var value = threshold + distance
    if let limit, isBelow ? value < limit : value > limit { value = (threshold + limit) / 2 }
    return shown(value, beyond: threshold, by: 0.5)
  }

  func justShort(of threshold: Double) -> Double {
    if reaction.isWhole { return isBelow ? threshold.rounded(.up) : threshold.rounded(.down) }
    if reaction.isExact { return threshold }
    return shown(threshold - (threshold - healthy) * 0.01, beyond: threshold, by: -0.5)
  }

  /// A value near another in the four digits that texts show, or so that the last bit of an extrapolation does not decide the fourth.
  private func shown(_ value: Double, beyond threshold: Double, by fraction: Double) -> Double {
    let short = value.rounded(significantDigits: 4)
    let share = (short - threshold) / (value - threshold)
    let near =
      share > 0.5 && share < 1.5
      ? short : value.rounded(significantDigits: 6) + (value - threshold) * 0.001
    // A duration is shown in whole seconds, and what is extrapolated may fall short of one by the last bit.
    let isTie = unit == .seconds && !reaction.isExact && abs(near) >= 60 && near == near.rounded()
    return isTie ? near + fraction : near
  }
}
