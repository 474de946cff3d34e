/// One histogram or summary of a family, from its first sample to the last that follows it directly.
struct BucketGroup {
  var family = -1
  var hash: UInt64 = 0
  var lastBound = -Double.infinity
  var lastCount = -Double.infinity
  var hasBuckets = false
  var bucketCount = 0
  var sawInfinity = false
  /// Of the bucket `+Inf`.
  var total: Double?
  var line = 0
}

extension FamilyCatalog.Family {
  static let maximumBounds = 1000

  /// Remembers a bound; nearly always the series before had it in the same place.
  @inline(__always)
  fileprivate mutating func note(_ bound: Double, at index: Int) {
    if index < info.bounds.count, info.bounds[index] == bound { return }
    noteNew(bound)
  }

  private mutating func noteNew(_ bound: Double) {
    guard info.bounds.count < Self.maximumBounds else { return }
    let place = info.bounds.firstIndex { $0 >= bound } ?? info.bounds.count
    if place < info.bounds.count, info.bounds[place] == bound { return }
    info.bounds.insert(bound, at: place)
  }
}

extension ExpositionReader {
  /// Buckets rise, end with `+Inf`, and that one equals the count. Prometheus stores any values.
  /// <https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md#histograms-and-summaries>
  mutating func checkGroup(_ sample: FamilyCatalog.Sample, _ value: Double, at start: Int, _ cursor: LineCursor) {
    let isSummary = catalog.families[sample.family].type == .summary
    let hash = labels.hash(without: isSummary ? labels.quantile : labels.le)
    if group.family != sample.family || group.hash != hash {
      finishGroup()
      group = BucketGroup(family: sample.family, hash: hash, line: line)
    }
    switch sample.role {
    case .bucket: checkBucket(value, at: start, cursor)
    case .count:
      if let total = group.total, total != value {
        report(
          .warning, "the count must equal the bucket `+Inf`, which is \(Self.text(total))", at: start, in: cursor)
      }
    case .plain where isSummary:
      if let quantile = labels.quantile, !(quantile.value.map { $0 >= 0 && $0 <= 1 || $0.isNaN } ?? false) {
        report(
          quantile.value == nil ? .error : .warning, "a quantile is a number from 0 to 1", at: quantile.position,
          in: cursor)
      }
    default: break
    }
  }

  private mutating func checkBucket(_ value: Double, at start: Int, _ cursor: LineCursor) {
    guard let le = labels.le else {
      return report(.warning, "a bucket needs its upper bound, the label `le`", at: start, in: cursor)
    }
    guard let bound = le.value, !bound.isNaN else {
      return report(.error, "the upper bound `le` is no number", at: le.position, in: cursor)
    }
    if group.hasBuckets, bound <= group.lastBound {
      report(.warning, "buckets stand in the order of their bounds", at: le.position, in: cursor)
    } else if group.hasBuckets, value < group.lastCount {
      report(
        .warning, "a bucket counts all below it too, and the one before has \(Self.text(group.lastCount))", at: start,
        in: cursor)
    }
    group.hasBuckets = true
    catalog.families[group.family].note(bound, at: group.bucketCount)
    group.bucketCount += 1
    group.lastBound = bound
    group.lastCount = value
    if bound == .infinity {
      group.sawInfinity = true
      group.total = value
    }
  }

  /// The samples of another one begin, or of none.
  mutating func finishGroup() {
    if group.hasBuckets, !group.sawInfinity {
      let here = line
      line = group.line
      report(.warning, "the histogram `\(name(group.family))` has no bucket `le=\"+Inf\"` here", at: 0, in: nil)
      line = here
    }
    group = BucketGroup()
  }

  /// Whole numbers without a point.
  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
