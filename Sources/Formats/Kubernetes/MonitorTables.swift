/// What is scraped: `ServiceMonitor`, `PodMonitor`, `Probe`.
///
/// Generated from the CRDs of github.com/prometheus-operator/prometheus-operator v0.93.0, example/prometheus-operator-crd; what is
/// Kubernetes' own, such as volumes, is left open.
extension OperatorShape {
  static let monitors = #"""
    ServiceMonitor = {attachMetadata:{node:b} bodySizeLimit:t convertClassicHistogramsToNHCB:b
      endpoints!:[{authorization:$authorization basicAuth:$basicAuth bearerTokenFile:t bearerTokenSecret:$secretKey
      enableHttp2:b filterRunning:b followRedirects:b honorLabels:b honorTimestamps:b interval:d
      metricRelabelings:[$relabeling] noProxy:t oauth2:$oauth2 params:<[t]> path:t port:t
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t relabelings:[$relabeling]
      scheme:e(http|https|HTTP|HTTPS) scrapeTimeout:d targetPort:s tlsConfig:$safeTLS2 trackTimestampsStaleness:b}]
      fallbackScrapeProtocol:e(PrometheusProto| OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4|
      PrometheusText1.0.0) jobLabel:t keepDroppedTargets:i labelLimit:i labelNameLengthLimit:i
      labelValueLengthLimit:i namespaceSelector:$namespaceSelector nativeHistogramBucketLimit:i
      nativeHistogramMinBucketFactor:s podTargetLabels:[t] sampleLimit:i scrapeClass:t scrapeClassicHistograms:b
      scrapeNativeHistograms:b scrapeProtocols:[e(PrometheusProto| OpenMetricsText0.0.1| OpenMetricsText1.0.0|
      PrometheusText0.0.4| PrometheusText1.0.0)] selector!:$selector selectorMechanism:e(RelabelConfig|RoleSelector)
      serviceDiscoveryRole:e(Endpoints|EndpointSlice) targetLabels:[t] targetLimit:i}
    PodMonitor = {attachMetadata:{node:b} bodySizeLimit:t convertClassicHistogramsToNHCB:b
      fallbackScrapeProtocol:e(PrometheusProto| OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4|
      PrometheusText1.0.0) jobLabel:t keepDroppedTargets:i labelLimit:i labelNameLengthLimit:i
      labelValueLengthLimit:i namespaceSelector:$namespaceSelector nativeHistogramBucketLimit:i
      nativeHistogramMinBucketFactor:s podMetricsEndpoints:[{authorization:$authorization basicAuth:$basicAuth
      bearerTokenSecret:$secretKey enableHttp2:b filterRunning:b followRedirects:b honorLabels:b honorTimestamps:b
      interval:d metricRelabelings:[$relabeling] noProxy:t oauth2:$oauth2 params:<[t]> path:t port:t portNumber:i
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t relabelings:[$relabeling]
      scheme:e(http|https|HTTP|HTTPS) scrapeTimeout:d targetPort:s tlsConfig:$safeTLS trackTimestampsStaleness:b}]
      podTargetLabels:[t] sampleLimit:i scrapeClass:t scrapeClassicHistograms:b scrapeNativeHistograms:b
      scrapeProtocols:[e(PrometheusProto| OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4|
      PrometheusText1.0.0)] selector!:$selector selectorMechanism:e(RelabelConfig|RoleSelector) targetLimit:i}
    Probe = {authorization:$authorization basicAuth:$basicAuth bearerTokenSecret:$secretKey
      convertClassicHistogramsToNHCB:b enableHttp2:b fallbackScrapeProtocol:e(PrometheusProto| OpenMetricsText0.0.1|
      OpenMetricsText1.0.0| PrometheusText0.0.4| PrometheusText1.0.0) followRedirects:b interval:d jobName:t
      keepDroppedTargets:i labelLimit:i labelNameLengthLimit:i labelValueLengthLimit:i
      metricRelabelings:[$relabeling] module:t nativeHistogramBucketLimit:i nativeHistogramMinBucketFactor:s
      oauth2:$oauth2 params:[{name!:t values:[t]}] prober:{noProxy:t path:t proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t scheme:e(http|https|HTTP|HTTPS) url!:t} sampleLimit:i scrapeClass:t
      scrapeClassicHistograms:b scrapeNativeHistograms:b scrapeProtocols:[e(PrometheusProto| OpenMetricsText0.0.1|
      OpenMetricsText1.0.0| PrometheusText0.0.4| PrometheusText1.0.0)] scrapeTimeout:d targetLimit:i
      targets:{ingress:{namespaceSelector:$namespaceSelector relabelingConfigs:[$relabeling] selector:$selector}
      staticConfig:{labels:<t> relabelingConfigs:[$relabeling] static:[t]}} tlsConfig:$safeTLS}
    """#
}
