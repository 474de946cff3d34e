/// What a template can call on a time, such as `.StartsAt.Format "15:04"`.
///
/// Methods with two results or more, such as `Date`, are no use to a template: it refuses them.
// https://pkg.go.dev/time#Time, Go 1.25
enum TimeMethods {
  static func named(_ name: String) -> Shape.Member { table[name] ?? .absent }

  private static let table: [String: Shape.Member] = {
    var table: [String: Shape.Member] = [:]
    func add(_ arity: Int, _ result: Shape, _ names: String) {
      for name in names.split(separator: " ") { table[String(name)] = .method(arity, result) }
    }
    add(0, .text, "GoString String")
    add(1, .text, "Format")
    add(0, .integer, "Day Hour Minute Nanosecond Second Unix UnixMicro UnixMilli UnixNano Year YearDay")
    add(0, .boolean, "IsDST IsZero")
    add(1, .boolean, "After Before Equal")
    add(1, .integer, "Compare")
    add(0, .time, "Local UTC")
    add(1, .time, "Add In Round Truncate")
    add(3, .time, "AddDate")
    add(1, .unknown, "AppendBinary AppendText Sub")
    add(2, .unknown, "AppendFormat")
    // Of types of their own: a month and a day print as words.
    add(0, .unknown, "GobEncode Location MarshalBinary MarshalJSON MarshalText Month Weekday")
    return table
  }()
}
