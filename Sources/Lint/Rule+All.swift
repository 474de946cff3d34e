extension Rule {
  /// Every rule, one a line; a test holds the list against the folder.
  package static let all: [Rule] = [
    redundantAnchors,
    alertmanagerFormat,
    matcherFallback,
    oldMatchers,
    oldMuteTimeIntervals,
    unexpandedVariable,
    unusedTimeInterval,
    literalSecret,
    notificationTemplate,
    unresolvedIncident,
    unusedReceiver,
    defaultPage,
    groupByAll,
    impossibleRoute,
    repeatInterval,
    shadowedRoute,
    unevenRepeatInterval,
    unheardPage,
    unknownMatcherValue,
    unreachedRoute,
    broadInhibition,
    impossibleInhibition,
    missingEqualLabel,
    unmatchedInhibition,
  ]
}
