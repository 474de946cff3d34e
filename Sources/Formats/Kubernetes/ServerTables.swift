/// What runs: `Prometheus` and `Alertmanager`.
///
/// Generated from the CRDs of github.com/prometheus-operator/prometheus-operator v0.93.0, example/prometheus-operator-crd; what is
/// Kubernetes' own, such as volumes, is left open.
extension OperatorShape {
  static let servers = #"""
    Prometheus = {additionalAlertManagerConfigs:$secretKey additionalAlertRelabelConfigs:$secretKey
      additionalArgs:[$additionalArgs] additionalScrapeConfigs:$secretKey affinity:*
      alerting:{alertmanagers!:[{alertRelabelings:[$relabeling] apiVersion:e(v1|V1|v2|V2)
      authorization:$authorization basicAuth:$basicAuth bearerTokenFile:t enableHttp2:b name!:t namespace:t
      noProxy:t pathPrefix:t port!:s proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t
      relabelings:[$relabeling] scheme:e(http|https|HTTP|HTTPS) sigv4:$sigv4 timeout:d tlsConfig:$safeTLS2}]}
      allowOverlappingBlocks:b apiserverConfig:{authorization:$authorization2 basicAuth:$basicAuth bearerToken:t
      bearerTokenFile:t host!:t noProxy:t proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t
      tlsConfig:$safeTLS2} arbitraryFSAccessThroughSMs:{deny:b} automountServiceAccountToken:b baseImage:t
      bodySizeLimit:t configMaps:[t] containers:* convertClassicHistogramsToNHCB:b disableCompaction:b dnsConfig:*
      dnsPolicy:e(ClusterFirstWithHostNet| ClusterFirst| Default| None) enableAdminAPI:b enableFeatures:[t]
      enableOTLPReceiver:b enableRemoteWriteReceiver:b enableServiceLinks:b enforcedBodySizeLimit:t
      enforcedKeepDroppedTargets:i enforcedLabelLimit:i enforcedLabelNameLengthLimit:i
      enforcedLabelValueLengthLimit:i enforcedNamespaceLabel:t enforcedSampleLimit:i enforcedTargetLimit:i
      evaluationInterval:d excludedFromEnforcement:[{group:e(monitoring.coreos.com) name:t namespace!:t
      resource!:e(prometheusrules| servicemonitors| podmonitors| probes| scrapeconfigs)}] exemplars:{maxSize:i}
      externalLabels:<t> externalUrl:t hostAliases:* hostNetwork:b hostUsers:b ignoreNamespaceSelectors:b image:t
      imagePullPolicy:t imagePullSecrets:[{name:t}] initContainers:* keepDroppedTargets:i labelLimit:i
      labelNameLengthLimit:i labelValueLengthLimit:i listenLocal:b logFormat:t logLevel:t
      maximumStartupDurationSeconds:i minReadySeconds:i nameEscapingScheme:e(AllowUTF8|Underscores|Dots|Values)
      nameValidationScheme:e(UTF8|Legacy) nodeSelector:<t> otlp:{convertHistogramsToNHCB:b
      ignoreResourceAttributes:[t] keepIdentifyingResourceAttributes:b labelNamePreserveMultipleUnderscores:b
      labelNameUnderscoreSanitization:b promoteAllResourceAttributes:b promoteResourceAttributes:[t]
      promoteScopeMetadata:b translationStrategy:e(NoUTF8EscapingWithSuffixes| UnderscoreEscapingWithSuffixes|
      NoTranslation| UnderscoreEscapingWithoutSuffixes)} overrideHonorLabels:b overrideHonorTimestamps:b paused:b
      persistentVolumeClaimRetentionPolicy:$persistentVolumeClaimRetentionPolicy
      podManagementPolicy:e(OrderedReady|Parallel) podMetadata:$podMetadata podMonitorNamespaceSelector:$selector
      podMonitorSelector:$selector podTargetLabels:[t] portName:t priorityClassName:t
      probeNamespaceSelector:$selector probeSelector:$selector prometheusExternalLabelName:t
      prometheusRulesExcludedFromEnforce:[{ruleName!:t ruleNamespace!:t}] query:{lookbackDelta:t maxConcurrency:i
      maxSamples:i timeout:d} queryLogFile:t reloadStrategy:e(HTTP|ProcessSignal)
      remoteRead:[{authorization:$authorization2 basicAuth:$basicAuth bearerToken:t bearerTokenFile:t
      filterExternalLabels:b followRedirects:b headers:<t> name:t noProxy:t oauth2:$oauth2
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t readRecent:b remoteTimeout:d
      requiredMatchers:<t> tlsConfig:$safeTLS2 url!:t}] remoteWrite:[{authorization:$authorization2
      azureAd:{cloud:e(AzureChina|AzureGovernment|AzurePublic) managedIdentity:{clientId:t} oauth:{clientId!:t
      clientSecret!:$secretKey tenantId!:t} scope:t sdk:{tenantId:t} workloadIdentity:{clientId!:t tenantId!:t}}
      basicAuth:$basicAuth bearerToken:t bearerTokenFile:t enableHTTP2:b followRedirects:b headers:<t>
      messageVersion:e(V1.0|V2.0) metadataConfig:{maxSamplesPerSend:i send:b sendInterval:d} name:t noProxy:t
      oauth2:$oauth2 proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t
      queueConfig:{batchSendDeadline:d capacity:i maxBackoff:d maxRetries:i maxSamplesPerSend:i maxShards:i
      minBackoff:d minShards:i retryOnRateLimit:b sampleAgeLimit:d} remoteTimeout:d roundRobinDNS:b sendExemplars:b
      sendNativeHistograms:b sigv4:$sigv4 tlsConfig:$safeTLS2 url!:t writeRelabelConfigs:[$relabeling]}]
      remoteWriteReceiverMessageVersions:[e(V1.0|V2.0)] replicaExternalLabelName:t replicas:i resources:*
      retention:d retentionSize:t routePrefix:t ruleNamespaceSelector:$selector ruleQueryOffset:d
      ruleSelector:$selector rules:{alert:{forGracePeriod:t forOutageTolerance:t resendDelay:t}} runtime:{goGC:i}
      sampleLimit:i schedulerName:t scrapeClasses:[{attachMetadata:{node:b} authorization:$authorization2 default:b
      fallbackScrapeProtocol:e(PrometheusProto| OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4|
      PrometheusText1.0.0) metricRelabelings:[$relabeling] name!:t relabelings:[$relabeling] tlsConfig:$safeTLS2}]
      scrapeClassicHistograms:b scrapeConfigNamespaceSelector:$selector scrapeConfigSelector:$selector
      scrapeFailureLogFile:t scrapeInterval:d scrapeNativeHistograms:b scrapeProtocols:[e(PrometheusProto|
      OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4| PrometheusText1.0.0)] scrapeTimeout:d
      secrets:[t] securityContext:* serviceAccountName:t serviceDiscoveryRole:e(Endpoints|EndpointSlice)
      serviceMonitorNamespaceSelector:$selector serviceMonitorSelector:$selector serviceName:t sha:t
      shardRetentionPolicy:{retain:{retentionPeriod!:d} whenScaled:e(Retain|Delete)}
      shardingStrategy:{mode:e(Address|Topology) topology:{externalLabelName:t values:[t]}} shards:i storage:* tag:t
      targetLimit:i terminationGracePeriodSeconds:i thanos:{additionalArgs:[$additionalArgs] baseImage:t blockSize:d
      getConfigInterval:d getConfigTimeout:d grpcListenLocal:b grpcServerTlsConfig:{ca:$cert caFile:t cert:$cert
      certFile:t cipherSuites:[t] curves:[t] insecureSkipVerify:b keyFile:t keySecret:$secretKey
      maxVersion:e(TLS10|TLS11|TLS12|TLS13) minVersion:e(TLS10|TLS11|TLS12|TLS13) serverName:t} httpListenLocal:b
      image:t listenLocal:b logFormat:t logLevel:t minTime:t objectStorageConfig:$secretKey
      objectStorageConfigFile:t readyTimeout:d resources:* sha:t tag:t tracingConfig:$secretKey tracingConfigFile:t
      version:t volumeMounts:*} tolerations:* topologySpreadConstraints:*
      tracingConfig:{clientType:e(http|grpc|HTTP|GRPC) compression:e(gzip|Gzip) endpoint!:t headers:<t> insecure:b
      samplingFraction:s timeout:d tlsConfig:$safeTLS2} tsdb:{chunkEncoding:{floats:e(Xor|Xor2)}
      outOfOrderTimeWindow:d staleSeriesCompactionThreshold:s} updateStrategy:* version:t volumeMounts:* volumes:*
      walCompression:b web:{httpConfig:$httpConfig maxConnections:i pageTitle:t tlsConfig:$safeTLS3}}
    Alertmanager = {additionalArgs:[$additionalArgs] additionalPeers:[t] affinity:*
      alertmanagerConfigMatcherStrategy:{type:e(OnNamespace| OnNamespaceExceptForAlertmanagerNamespace| None)}
      alertmanagerConfigNamespaceSelector:$selector alertmanagerConfigSelector:$selector
      alertmanagerConfiguration:{global:{httpConfig:{authorization:$authorization basicAuth:$basicAuth
      bearerTokenSecret:$secretKey enableHttp2:b followRedirects:b noProxy:t oauth2:$oauth2
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t tlsConfig:$safeTLS} jira:{apiURL:t}
      mattermost:{webhookURL:$secretKey} opsGenieApiKey:$secretKey opsGenieApiUrl:$secretKey pagerdutyUrl:t
      resolveTimeout:d rocketChat:{apiURL:t token:$secretKey tokenID:$secretKey} slackApiUrl:$secretKey
      smtp:{authIdentity:t authPassword:$secretKey authSecret:$secretKey authUsername:t forceImplicitTLS:b from:t
      hello:t requireTLS:b smartHost:{host!:t port!:t} tlsConfig:$safeTLS} telegram:{apiURL:t}
      victorops:{apiKey:$secretKey apiURL:t} webex:{apiURL:t} wechat:{apiCorpID:t apiSecret:$secretKey apiURL:t}}
      name:t templates:[$cert]} automountServiceAccountToken:b baseImage:t clusterAdvertiseAddress:t
      clusterGossipInterval:t clusterLabel:t clusterPeerTimeout:t clusterPushpullInterval:t
      clusterTLS:{client!:$safeTLS server!:$safeTLS3} configMaps:[t] configSecret:t containers:* dnsConfig:*
      dnsPolicy:e(ClusterFirstWithHostNet| ClusterFirst| Default| None) enableFeatures:[t] enableServiceLinks:b
      externalUrl:t forceEnableClusterMode:b hostAliases:* hostNetwork:b hostUsers:b image:t imagePullPolicy:t
      imagePullSecrets:[{name:t}] initContainers:* limits:{maxPerSilenceBytes:t maxSilences:i} listenLocal:b
      logFormat:t logLevel:t minReadySeconds:i nodeSelector:<t> paused:b
      persistentVolumeClaimRetentionPolicy:$persistentVolumeClaimRetentionPolicy
      podManagementPolicy:e(OrderedReady|Parallel) podMetadata:$podMetadata portName:t priorityClassName:t
      replicas:i resources:* retention:t routePrefix:t schedulerName:t secrets:[t] securityContext:*
      serviceAccountName:t serviceName:t sha:t storage:* tag:t terminationGracePeriodSeconds:i tolerations:*
      topologySpreadConstraints:* updateStrategy:* version:t volumeMounts:* volumes:* web:{getConcurrency:i
      httpConfig:$httpConfig timeout:i tlsConfig:$safeTLS3}}
    """#
}
