import Documents

/// Everything that is checked of a spec beyond the types of its values, whatever else is wrong with it. A check leaves out what
/// follows from a value that could not be read, and nothing else.
enum SpecChecks {
  static let all: [@Sendable (inout SpecContext) -> Void] = [
    NameChecks.run,
    ReferenceChecks.run,
    RouteChecks.references,
    TargetChecks.run,
    WatchChecks.run,
    TimingChecks.run,
    ConnectionChecks.run,
    MetricChecks.run,
    NotExposedChecks.run,
    NamingChecks.run,
    NotExposedChecks.expressions,
    ObjectiveChecks.run,
    AlertChecks.run,
    AlertNameChecks.reserved,
    TuningChecks.run,
    SettingChecks.run,
    SecretChecks.run,
    RetentionChecks.run,
    TelemetryChecks.run,
    NotificationChecks.run,
    VersionChecks.run,
  ]

  /// What needs the rules of the stack.
  static let ofRules: [@Sendable (inout SpecContext) -> Void] = [
    AlertNameChecks.taken, BucketChecks.run, MetricChecks.reserved, RouteChecks.run,
  ]

  static func run(_ checks: [@Sendable (inout SpecContext) -> Void], _ context: SpecContext) -> [Finding] {
    checks.parallelMap { check in
      var context = context
      check(&context)
      return context.findings
    }
    .flatMap { $0 }
  }
}
