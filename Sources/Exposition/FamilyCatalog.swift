/// The families of an exposition, found by the bytes of their names.
struct FamilyCatalog {
  /// What a sample's name says of its place in the family.
  enum Role: UInt8 { case plain, bucket, sum, count, total, created, info }

  struct Family {
    var info: MetricFamily
    var type: FamilyType? { info.type }
    private(set) var labels: [Label] = []
    /// Where each label stands, once there are so many that looking through them costs more than hashing.
    private var labelPlaces: [UInt64: Int] = [:]
    var hasSamples = false
    /// Where samples of another family came between its own.
    var isClosed = false
    /// Not where a line begins like a sample and is none: what stood there may be anything.
    var isExposed: Bool { hasSamples || info.hasHelp || type != nil || info.unit != nil }

    init(info: MetricFamily) { self.info = info }

    private static let searchedThrough = 32

    func place(of label: UInt64) -> Int? {
      labels.count > Self.searchedThrough ? labelPlaces[label] : labels.firstIndex { $0.hash == label }
    }

    mutating func add(_ label: Label) {
      labels.append(label)
      if labels.count == Self.searchedThrough + 1 {
        for (place, label) in labels.enumerated() { labelPlaces[label.hash] = place }
      } else if labels.count > Self.searchedThrough {
        labelPlaces[label.hash] = labels.count - 1
      }
    }

    /// Counts a value of the label at a place.
    @inline(__always)
    mutating func count(_ value: Value, at place: Int) {
      guard labels[place].lastValue != value.hash else { return }
      labels[place].lastValue = value.hash
      if labels[place].values.insert(value.hash) { keep(value.text, at: place) }
    }

    private mutating func keep(_ text: UnsafeBufferPointer<UInt8>, at place: Int) {
      guard labels[place].texts.count < Self.mostTexts else { return }
      labels[place].texts.append(String(decoding: text, as: UTF8.self))
    }

    private static let mostTexts = 100
  }

  struct Label {
    var hash: UInt64
    var name: String
    var line: Int
    var column: Int
    /// The value counted last: series that follow each other often share it.
    var lastValue: UInt64 = 0
    var values = DistinctCounter()
    /// The first of them.
    var texts: [String] = []
  }

  /// The value of a label, as it stands in the line that is read.
  struct Value {
    var hash: UInt64
    var text: UnsafeBufferPointer<UInt8>
  }

  struct Sample {
    var family: Int
    var role: Role
    /// Of the sample's own name.
    var hash: UInt64 = 0
  }

  private var order: [UInt64: Int] = [:]
  private var samples: [UInt64: Sample] = [:]
  var families: [Family] = []

  /// The sample looked for last: the next line is nearly always about the same.
  private var lastHash: UInt64 = 0
  private var lastSample = Sample(family: -1, role: .plain)

  /// The family of that name, made if it is new.
  /// - Parameter place: its line, and the column of its name; nothing but ASCII stands before the name of a metric.
  mutating func family(_ name: UnsafeBufferPointer<UInt8>, at place: (line: Int, column: Int)) -> Int {
    let hash = hashBytes(name.baseAddress!, name.count)
    if let known = order[hash] { return known }
    families.append(
      Family(info: MetricFamily(name: String(decoding: name, as: UTF8.self), line: place.line, column: place.column)))
    order[hash] = families.count - 1
    forgetSamples()
    return families.count - 1
  }

  /// A type gives suffixes their meaning.
  mutating func forgetSamples() {
    samples = [:]
    lastHash = 0
  }

  /// The family of a sample: by its own name, or by that name without the suffix of its role.
  @inline(__always)
  mutating func sample(
    _ name: UnsafeBufferPointer<UInt8>, in format: ExpositionFormat, at place: (line: Int, column: Int)
  ) -> Sample {
    let hash = hashBytes(name.baseAddress!, name.count)
    if hash == lastHash { return lastSample }
    let sample = samples[hash] ?? find(name, hash, format, place)
    lastHash = hash
    lastSample = sample
    return sample
  }

  private mutating func find(
    _ name: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ format: ExpositionFormat,
    _ place: (line: Int, column: Int)
  ) -> Sample {
    var found = order[hash].map { Sample(family: $0, role: .plain) }
    for (suffix, role) in Self.suffixes where found == nil {
      guard name.count > suffix.utf8CodeUnitCount,
        name.suffix(suffix.utf8CodeUnitCount).elementsEqual(
          UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
      else { continue }
      let base = UnsafeBufferPointer(rebasing: name.dropLast(suffix.utf8CodeUnitCount))
      if let index = order[hashBytes(base.baseAddress!, base.count)], let type = families[index].type,
        Self.allows(role, type, format)
      {
        found = Sample(family: index, role: role)
      }
    }
    var sample = found ?? Sample(family: family(name, at: place), role: .plain)
    sample.hash = hash
    samples[hash] = sample
    return sample
  }

  private static let suffixes: [(StaticString, Role)] = [
    ("_bucket", .bucket), ("_sum", .sum), ("_count", .count), ("_total", .total), ("_created", .created),
    ("_info", .info), ("_gsum", .sum), ("_gcount", .count),
  ]

  private static func allows(_ role: Role, _ type: FamilyType, _ format: ExpositionFormat) -> Bool {
    switch role {
    case .plain: true
    case .bucket: type == .histogram || type == .gaugehistogram
    case .sum, .count: type == .histogram || type == .summary || type == .gaugehistogram
    case .total: type == .counter && format == .openMetrics
    case .created: format == .openMetrics && (type == .counter || type == .histogram || type == .summary)
    case .info: type == .info
    }
  }

  /// Counts a value of a label.
  ///
  /// - Returns: whether the family has the label.
  @inline(__always)
  mutating func count(_ value: Value, of label: UInt64, at position: Int, in family: Int) -> Bool {
    var index = position
    if index >= families[family].labels.count || families[family].labels[index].hash != label {
      guard let known = families[family].place(of: label) else { return false }
      index = known
    }
    families[family].count(value, at: index)
    return true
  }

  /// Takes on a label that the family does not have, with its first value.
  mutating func add(_ label: Label, _ value: Value, to family: Int) {
    families[family].add(label)
    families[family].count(value, at: families[family].labels.count - 1)
  }

  var report: [MetricFamily] {
    families.filter(\.isExposed).map { family in
      var info = family.info
      info.labels = family.labels.map {
        LabelValues(
          name: $0.name, count: $0.values.count, isEstimate: $0.values.isEstimate, values: $0.texts, line: $0.line,
          column: $0.column)
      }
      return info
    }
  }
}
