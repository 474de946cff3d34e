import Documents

/// What `pharos validate` says of a spec.
package enum SpecFinding: String, SchemaFinding, CaseIterable {
  case empty = "spec/empty"
  case missingKey = "spec/missing-key"
  case unknownKey = "spec/unknown-key"
  case type = "spec/type"
  case value = "spec/value"
  case choice = "spec/choice"
  case environment = "spec/environment"
  case inlineSecret = "spec/inline-secret"
  case secretFile = "spec/secret-file"
  case duplicateName = "spec/duplicate-name"
  case reservedName = "spec/reserved-name"
  case duplicatePort = "spec/duplicate-port"
  case duplicateTarget = "spec/duplicate-target"
  case unknownPack = "spec/unknown-pack"
  case unknownTarget = "spec/unknown-target"
  case targetNeed = "spec/target-need"
  case targetAddress = "spec/target-address"
  case packsFolder = "spec/packs-folder"
  case overridesFolder = "spec/overrides-folder"
  case packKind = "spec/pack-kind"
  case unknownAlert = "spec/unknown-alert"
  case unknownNames = "spec/unknown-names"
  case nameType = "spec/name-type"
  case unknownMetric = "spec/unknown-metric"
  case missingMetric = "spec/missing-metric"
  case notExposed = "spec/not-exposed"
  case noSignal = "spec/no-signal"
  case unknownService = "spec/unknown-service"
  case unknownComponent = "spec/unknown-component"
  case unknownContainer = "spec/unknown-container"
  case unknownReceiver = "spec/unknown-receiver"
  case unknownScrape = "spec/unknown-scrape"
  case unknownSeverity = "spec/unknown-severity"
  case unknownTimeInterval = "spec/unknown-time-interval"
  case unusedTeam = "spec/unused-team"
  case noTarget = "spec/no-target"
  case twoTargets = "spec/two-targets"
  case noAlertmanager = "spec/no-alertmanager"
  case noPort = "spec/no-port"
  case noHealthPath = "spec/no-health-path"
  case replicas = "spec/replicas"
  case hiddenReplicas = "spec/hidden-replicas"
  case buckets = "spec/buckets"
  case targetLabel = "spec/target-label"
  case unboundedLabel = "spec/unbounded-label"
  case seriesPerMetric = "spec/series-per-metric"
  case labelValues = "spec/label-values"
  case reservedValues = "spec/reserved-values"
  case series = "spec/series"
  case costWindow = "spec/cost-window"
  case interval = "spec/interval"
  case timeout = "spec/timeout"
  case noEffect = "spec/no-effect"
  case version = "spec/version"
  case alertCondition = "spec/alert-condition"
  case alertOwner = "spec/alert-owner"
  case alertLabel = "spec/alert-label"
  case expression = "spec/expression"
  case template = "spec/template"
  case parameter = "spec/parameter"
  case threshold = "spec/threshold"
  case noThreshold = "spec/no-threshold"
  case unreachableThreshold = "spec/unreachable-threshold"
  case thresholdOrder = "spec/threshold-order"
  case runbook = "spec/runbook"
  case untestedAlert = "spec/untested-alert"
  case merge = "spec/merge"
  case metricsSize = "spec/metrics-size"
  case logRetention = "spec/log-retention"
  case tailSample = "spec/tail-sample"
  case untestedObjective = "spec/untested-objective"
  case objectiveTarget = "spec/objective-target"
  case objectiveWindow = "spec/objective-window"
  case objectiveMetric = "spec/objective-metric"
  case objectiveMatch = "spec/objective-match"
  case objectiveBucket = "spec/objective-bucket"
  case objectiveBurn = "spec/objective-burn"
  case objectiveProbe = "spec/objective-probe"
  case objectiveExpression = "spec/objective-expression"
  case notCollected = "spec/not-collected"
  case notWatched = "spec/not-watched"
  case noReceiver = "spec/no-receiver"
  case receiverChoice = "spec/receiver-choice"
  case receiverEnds = "spec/receiver-ends"
  case route = "spec/route"
  case noHeartbeat = "spec/no-heartbeat"
  case localAddress = "spec/local-address"

  package var severity: Severity {
    switch self {
    case .unusedTeam, .merge, .tailSample, .notWatched, .noAlertmanager, .labelValues, .reservedValues, .series,
      .unreachableThreshold:
      .warning
    case .hiddenReplicas, .untestedObjective, .noHeartbeat, .untestedAlert, .objectiveBurn, .version, .notExposed,
      .receiverEnds, .localAddress:
      .info
    default: .error
    }
  }

  package var isAboutSecret: Bool { self == .inlineSecret }

  package var meaning: (summary: String, why: String) {
    switch self {
    case .empty: ("the spec is empty", "There is nothing to generate.")
    case .missingKey: ("a required key is missing", "It has no default.")
    case .unknownKey: ("an unknown key", "It is misspelled or misplaced, and has no effect.")
    case .type: ("a value has the wrong type", "It cannot be used.")
    case .value: ("a value is not allowed here", "It cannot be used.")
    case .choice: ("exactly one of several keys is required", "They exclude each other, and one is needed.")
    case .environment: ("`--env` names an unknown environment", "Nothing would be laid over the spec.")
    case .inlineSecret: ("a secret is in the spec", "A spec is committed; name the file that holds the secret.")
    case .secretFile:
      ("a secret has the path of a generated file", "Generated files are committed, and the next run would replace it.")
    case .duplicateName: ("a name is used twice", "Jobs and alerts are told apart by their names.")
    case .reservedName: ("a name is reserved by pharos", "Two things would have the same name.")
    case .duplicatePort: ("two containers publish the same port", "The second does not start.")
    case .duplicateTarget: ("a target is listed twice", "It would be scraped twice under the same labels.")
    case .unknownPack: ("an unknown pack", "Nothing says what to monitor.")
    case .unknownTarget: ("an unknown target of `deploy`", "Nothing says how to run the stack.")
    case .targetNeed: ("the target cannot give a part what it needs", "The part would not work there.")
    case .targetAddress:
      ("an address of the target that no part can have", "Two programs cannot listen on one port of a machine.")
    case .packsFolder: ("the folder of the project's own packs cannot be read", "Which packs there are is not known.")
    case .overridesFolder: ("the folder of overlays does not exist", "Nothing is laid over the stack.")
    case .packKind: ("a pack stands where packs of another kind belong", "It does not fit what is there.")
    case .unknownAlert: ("the tuning of an unknown alert", "The tuning has no effect.")
    case .unknownNames: ("unknown names of metrics", "Rules would ask for what nobody exposes.")
    case .nameType:
      ("a name that cannot stand for a metric", "Rules would ask for series that do not exist, or count wrongly.")
    case .unknownMetric: ("an unknown metric", "What refers to it has no effect.")
    case .missingMetric:
      (
        "something needs a metric that is said to be not exposed",
        "An alert would never fire, an objective measure nothing."
      )
    case .notExposed:
      (
        "what needs metrics that are not exposed is left out",
        "An alert on them would never fire, and a panel would stay empty."
      )
    case .noSignal: ("no metric of a pack is exposed", "Nothing of the pack is left.")
    case .unknownService: ("an unknown service", "What refers to it has no effect.")
    case .unknownComponent: ("an unknown component", "What refers to it has no effect.")
    case .unknownContainer: ("an unknown container", "What refers to it has no effect.")
    case .unknownReceiver: ("an unknown receiver", "Nobody would be notified.")
    case .unknownScrape: ("an unknown scrape", "What refers to it has no effect.")
    case .unknownSeverity: ("an unknown severity", "No route would match it.")
    case .unknownTimeInterval: ("an unknown time interval", "Alertmanager would refuse the route.")
    case .unusedTeam: ("nothing belongs to a team", "Its route matches no alert.")
    case .noTarget: ("a service or component has no target", "It would not be scraped.")
    case .twoTargets: ("both `targets` and `discovery` are set", "Only one of them can say where it runs.")
    case .noAlertmanager:
      ("a Prometheus of the stack has no Alertmanager", "Its alerts fire, and nobody is notified.")
    case .noPort: ("a discovered address has no port", "It could not be scraped.")
    case .noHealthPath: ("a health check has no path", "There is nothing to request.")
    case .replicas:
      ("the number of targets differs from `replicas`", "Alerts and budgets are computed from the number of replicas.")
    case .hiddenReplicas:
      (
        "fewer targets than replicas are listed",
        "Behind an address that several replicas answer at, Prometheus reads one of them at random: counters seem to fall and rise."
      )
    case .buckets: ("a histogram has no buckets, or not in rising order", "Its quantiles are wrong.")
    case .targetLabel: ("a metric declares a label that Prometheus attaches", "The target's own wins.")
    case .unboundedLabel: ("a label has no upper bound", "Its series cannot be counted beforehand.")
    case .seriesPerMetric: ("a metric has more series than its budget", "Each series costs memory for hours.")
    case .labelValues:
      ("a label takes more values than its budget", "Each is a series of its own, for every other label.")
    case .reservedValues:
      (
        "a label has no place for the values that are matched",
        "Some of them count as `other`, and nothing matches them."
      )
    case .series: ("all services together have more series than their budget", "Prometheus holds each in memory.")
    case .costWindow:
      ("costs are summed up over longer than metrics are kept", "The month's bill lacks its first half.")
    case .interval: ("an interval leaves gaps", "Prometheus looks back five minutes for a value.")
    case .timeout: ("a timeout is longer than its interval", "Prometheus refuses it.")
    case .noEffect: ("a key has no effect where it stands", "What it asks for does not happen.")
    case .version:
      (
        "something is too new for a version that the spec names",
        "It is left out, and what it would do does not happen."
      )
    case .alertCondition: ("an alert compares nothing", "It fires for as long as there are series.")
    case .alertOwner:
      ("an alert needs one service or component as its owner", "Its labels and its route follow from its owner.")
    case .alertLabel:
      (
        "an alert sets a label that pharos sets itself",
        "Routes, inhibition and dashboards go by these: another value would send the alert elsewhere, or nowhere."
      )
    case .expression: ("Prometheus would refuse an expression", "The rules that hold it would not load.")
    case .template: ("a template is broken", "The notification would carry the error in place of the text.")
    case .parameter: ("a parameter has a value of the wrong type", "It cannot be compared.")
    case .threshold:
      ("a threshold is not in the unit of its alert", "It would be compared with values of another unit.")
    case .noThreshold: ("a threshold for an alert without one", "The number has no effect.")
    case .unreachableThreshold:
      (
        "a threshold is above the last bucket of its histogram",
        "No quantile exceeds that bucket: the alert never fires."
      )
    case .thresholdOrder:
      ("the critical threshold is crossed before the warning threshold", "The warning would never fire alone.")
    case .runbook: ("a runbook is missing", "The alert would link to a page that does not exist.")
    case .untestedAlert: ("an alert of your own has no tests", "Nothing shows that it can fire.")
    case .merge: ("a file whose edits are to be kept is not generated", "The entry has no effect.")
    case .metricsSize:
      (
        "`metrics_size` holds less than the stack is expected to write",
        "Prometheus deletes old samples before the retention time is over."
      )
    case .logRetention: ("logs are kept for less than a day", "Loki does not start with less.")
    case .tailSample: ("a sampling key has no effect", "The configuration says something that does not happen.")
    case .untestedObjective:
      ("an objective's alerts cannot be tested beyond silence", "Nothing shows that they can fire.")
    case .objectiveTarget: ("a target leaves no budget, or none worth measuring", "It could not be kept.")
    case .objectiveWindow: ("an objective looks back further than metrics are kept", "It sees a part only.")
    case .objectiveMetric: ("the metric of an objective is missing", "The objective would have no data.")
    case .objectiveMatch: ("an objective selects by a label that the metric lacks", "The objective would have no data.")
    case .objectiveBucket: ("a latency is not a bucket of its histogram", "It cannot be measured exactly.")
    case .objectiveBurn:
      ("an objective has no alert on its fastest burn rates", "More than everything would have to be bad for them.")
    case .objectiveProbe: ("an objective is measured by an unknown probe", "The objective would have no data.")
    case .objectiveExpression: ("an expression does not use `$window`", "It would be the same for all windows.")
    case .notCollected: ("nobody takes what a service sends", "It is lost, and rules on it have no data.")
    case .notWatched:
      (
        "a service, a component, a health check or a probe is not monitored",
        "It has no scrapes, or its exporter is left out of `deploy.provide`."
      )
    case .noReceiver: ("there is no receiver", "Nobody would be notified.")
    case .receiverChoice:
      (
        "a severity does not say which of several receivers it notifies",
        "All of them, a pager among them, would be woken for everything."
      )
    case .receiverEnds: ("the service of a receiver ends", "Nobody will be notified through it afterwards.")
    case .route: ("a route matches every alert, or none", "It hides other routes, or never matches.")
    case .noHeartbeat: ("no dead-man's switch", "If Prometheus or Alertmanager stops, nobody is notified.")
    case .localAddress:
      (
        "an address of `urls` is the machine's own",
        "Messages are read on other machines: links to it are left out of them."
      )
    }
  }
}
