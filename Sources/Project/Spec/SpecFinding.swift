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
  case duplicateName = "spec/duplicate-name"
  case reservedName = "spec/reserved-name"
  case duplicatePort = "spec/duplicate-port"
  case duplicateTarget = "spec/duplicate-target"
  case unknownPack = "spec/unknown-pack"
  case packsFolder = "spec/packs-folder"
  case overridesFolder = "spec/overrides-folder"
  case packKind = "spec/pack-kind"
  case unknownAlert = "spec/unknown-alert"
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
  case noPort = "spec/no-port"
  case noHealthPath = "spec/no-health-path"
  case notManaged = "spec/not-managed"
  case replicas = "spec/replicas"
  case hiddenReplicas = "spec/hidden-replicas"
  case buckets = "spec/buckets"
  case targetLabel = "spec/target-label"
  case unboundedLabel = "spec/unbounded-label"
  case seriesPerMetric = "spec/series-per-metric"
  case labelValues = "spec/label-values"
  case series = "spec/series"
  case costWindow = "spec/cost-window"
  case interval = "spec/interval"
  case timeout = "spec/timeout"
  case alertCondition = "spec/alert-condition"
  case alertOwner = "spec/alert-owner"
  case alertLabel = "spec/alert-label"
  case expression = "spec/expression"
  case template = "spec/template"
  case parameter = "spec/parameter"
  case threshold = "spec/threshold"
  case noThreshold = "spec/no-threshold"
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
  case notWatched = "spec/not-watched"
  case noReceiver = "spec/no-receiver"
  case route = "spec/route"
  case noHeartbeat = "spec/no-heartbeat"

  package var severity: Severity {
    switch self {
    case .unusedTeam, .merge, .tailSample, .notWatched, .labelValues, .series: .warning
    case .hiddenReplicas, .untestedObjective, .noHeartbeat, .untestedAlert: .info
    default: .error
    }
  }

  package var meaning: (summary: String, why: String) {
    switch self {
    case .empty: ("the spec is empty", "There is nothing to generate.")
    case .missingKey: ("a key is missing that has no default", "Nothing can be guessed in its place.")
    case .unknownKey: ("a key means nothing here", "It is misspelled or misplaced, and what it says is not done.")
    case .type: ("a value has another type", "It cannot be used.")
    case .value: ("a value is none of those that can stand here", "It cannot be used.")
    case .choice: ("not exactly one of several keys is there", "They exclude each other, and one is needed.")
    case .environment: ("`--env` names an environment that there is not", "Nothing would be laid over the spec.")
    case .inlineSecret: ("a secret is written out", "A spec is committed; name the file that holds the secret.")
    case .duplicateName: ("two things have one name", "Jobs and alerts are told apart by their names.")
    case .reservedName: ("a name is taken by pharos itself", "Two things would have it.")
    case .duplicatePort: ("two containers would publish one port", "The second would not start.")
    case .duplicateTarget: ("a target is listed twice", "It would be scraped twice under the same labels.")
    case .unknownPack: ("there is no such pack", "Nothing says what to monitor.")
    case .packsFolder: ("the folder of the project's own packs cannot be read", "Which packs there are is not known.")
    case .overridesFolder: ("the folder of overlays does not exist", "Nothing is laid over the stack.")
    case .packKind: ("a pack stands where packs of another kind belong", "It does not fit what is there.")
    case .unknownAlert: ("an alert is tuned that there is not", "The tuning has no effect.")
    case .unknownService: ("there is no such service", "The reference leads nowhere.")
    case .unknownComponent: ("there is no such component", "The reference leads nowhere.")
    case .unknownContainer: ("there is no such container", "The reference leads nowhere.")
    case .unknownReceiver: ("there is no such receiver", "Nobody would hear of it.")
    case .unknownScrape: ("there is no such scrape", "The reference leads nowhere.")
    case .unknownSeverity: ("there is no such severity", "No route would match it.")
    case .unknownTimeInterval: ("there is no such time interval", "Alertmanager would refuse the route.")
    case .unusedTeam: ("nothing belongs to a team", "Its route matches no alert.")
    case .noTarget: ("a service or component has no target", "It would not be scraped.")
    case .twoTargets: ("there are both `targets` and `discovery`", "Only one of them can say where it runs.")
    case .noPort: ("a discovered address has no port", "It could not be scraped.")
    case .noHealthPath: ("a health check has no path", "There is nothing to ask.")
    case .notManaged: ("a component without a container is to be run", "There is nothing to run.")
    case .replicas: ("there are not as many targets as replicas", "Arithmetic and alerts count on the number.")
    case .hiddenReplicas:
      (
        "fewer targets than replicas are listed",
        "Behind an address that several replicas answer at, Prometheus reads one of them at random: counters seem to fall and rise."
      )
    case .buckets: ("a histogram has no buckets, or not in rising order", "Its quantiles mean nothing.")
    case .targetLabel: ("a metric declares a label that Prometheus attaches", "The target's own wins.")
    case .unboundedLabel: ("nothing bounds the values of a label", "Its series cannot be counted beforehand.")
    case .seriesPerMetric: ("a metric has more series than its budget", "Each series costs memory for hours.")
    case .labelValues:
      ("a label takes more values than its budget", "Each is a series of its own, for every other label.")
    case .series: ("all services together have more series than their budget", "Prometheus holds each in memory.")
    case .costWindow:
      ("spending is summed up over longer than metrics are kept", "The month's bill lacks its first half.")
    case .interval: ("an interval leaves gaps", "Prometheus looks back five minutes for a value.")
    case .timeout: ("a timeout is longer than its interval", "Prometheus refuses it.")
    case .alertCondition: ("an alert compares nothing", "It fires for as long as there are series.")
    case .alertOwner: ("an alert is about nothing, or two things", "Its labels and its route follow from its owner.")
    case .alertLabel:
      (
        "an alert sets a label that pharos sets itself",
        "Routes, inhibition and dashboards go by these: another value would send the alert elsewhere, or nowhere."
      )
    case .expression: ("Prometheus would refuse an expression", "The rules that hold it would not load.")
    case .template: ("a template is broken", "The notification would carry the error in place of the text.")
    case .parameter: ("a parameter has a value of another kind", "It cannot be compared.")
    case .threshold: ("a threshold is not in the unit of its alert", "It would be compared with something else.")
    case .noThreshold: ("an alert is given a threshold and has none", "The number has no effect.")
    case .thresholdOrder: ("an alert is urgent before it is a warning", "The warning would never be seen by itself.")
    case .runbook: ("a runbook is missing", "Who is paged finds a dead link.")
    case .untestedAlert: ("an alert of one's own has no tests", "Nothing shows that it can fire.")
    case .merge: ("a file whose edits are to be kept is not generated", "The entry has no effect.")
    case .metricsSize:
      (
        "`metrics_size` holds less than the stack is expected to write",
        "Prometheus throws old samples away before their time."
      )
    case .logRetention: ("logs are kept for less than a day", "Loki does not start with less.")
    case .tailSample: ("a key of sampling changes nothing", "Whoever reads it expects something else.")
    case .untestedObjective:
      ("an objective's alerts cannot be tested beyond silence", "Nothing shows that they can fire.")
    case .objectiveTarget: ("a target leaves no budget, or none worth measuring", "It could not be kept.")
    case .objectiveWindow: ("an objective looks back further than metrics are kept", "It sees a part only.")
    case .objectiveMetric: ("a metric is missing that an objective is measured by", "It would have no data.")
    case .objectiveMatch: ("an objective selects by a label that the metric lacks", "It would have no data.")
    case .objectiveBucket: ("a latency is no bucket of its histogram", "It cannot be measured exactly.")
    case .objectiveBurn: ("a burn rate cannot be reached", "The alert could never fire.")
    case .objectiveProbe: ("an objective is measured by a probe that there is not", "It would have no data.")
    case .objectiveExpression: ("an expression does not use `$window`", "It would be the same for all windows.")
    case .notWatched:
      (
        "nothing looks at a service's signals, a component, a health check or a probe",
        "It has no scrapes, or what would ask for it is left out of `deploy.provide`."
      )
    case .noReceiver: ("there is no receiver", "Nobody would hear of anything.")
    case .route: ("a route matches everything, or nothing", "It hides others, or is never taken.")
    case .noHeartbeat: ("nobody watches the watcher", "When Prometheus or Alertmanager stops, nothing is heard.")
    }
  }
}
