/// `ScrapeConfig`.
///
/// Generated from the CRDs of github.com/prometheus-operator/prometheus-operator v0.93.0, example/prometheus-operator-crd; what is
/// Kubernetes' own, such as volumes, is left open.
extension OperatorShape {
  static let scrapeConfig = #"""
    ScrapeConfig = {authorization:$authorization azureSDConfigs:[{authenticationMethod:e(OAuth| ManagedIdentity|
      SDK| WorkloadIdentity) authorization:$authorization basicAuth:$basicAuth clientID:t clientSecret:$secretKey
      enableHTTP2:b environment:t followRedirects:b noProxy:t oauth2:$oauth2 port:i
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t refreshInterval:d resourceGroup:t
      subscriptionID!:t tenantID:t tlsConfig:$safeTLS}] basicAuth:$basicAuth bodySizeLimit:t
      consulSDConfigs:[{allowStale:b authorization:$authorization basicAuth:$basicAuth datacenter:t enableHTTP2:b
      filter:t followRedirects:b healthFilter:t namespace:t noProxy:t nodeMeta:<t> oauth2:$oauth2 partition:t
      pathPrefix:t proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t refreshInterval:d
      scheme:e(http|https|HTTP|HTTPS) server!:t services:[t] tagSeparator:t tags:[t] tlsConfig:$safeTLS
      tokenRef:$secretKey}] convertClassicHistogramsToNHCB:b digitalOceanSDConfigs:[{authorization:$authorization
      enableHTTP2:b followRedirects:b noProxy:t oauth2:$oauth2 port:i proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t refreshInterval:d tlsConfig:$safeTLS}] dnsSDConfigs:[{names!:[t] port:i
      refreshInterval:d type:e(A|AAAA|MX|NS|SRV)}] dockerSDConfigs:[{authorization:$authorization
      basicAuth:$basicAuth enableHTTP2:b filters:[$filters] followRedirects:b host!:t hostNetworkingHost:t
      matchFirstNetwork:b noProxy:t oauth2:$oauth2 port:i proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b
      proxyUrl:t refreshInterval:d tlsConfig:$safeTLS}] dockerSwarmSDConfigs:[{authorization:$authorization
      basicAuth:$basicAuth enableHTTP2:b filters:[$filters] followRedirects:b host!:t noProxy:t oauth2:$oauth2
      port:i proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t refreshInterval:d
      role!:e(Services|Tasks|Nodes) tlsConfig:$safeTLS}] ec2SDConfigs:[{accessKey:$secretKey enableHTTP2:b
      filters:[$filters] followRedirects:b noProxy:t port:i proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b
      proxyUrl:t refreshInterval:d region:t roleARN:t secretKey:$secretKey tlsConfig:$safeTLS}] enableCompression:b
      enableHTTP2:b eurekaSDConfigs:[{authorization:$authorization basicAuth:$basicAuth enableHTTP2:b
      followRedirects:b noProxy:t oauth2:$oauth2 proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t
      refreshInterval:d server!:t tlsConfig:$safeTLS}] fallbackScrapeProtocol:e(PrometheusProto|
      OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4| PrometheusText1.0.0)
      fileSDConfigs:[{files!:[t] refreshInterval:d}] gceSDConfigs:[{filter:t port:i project!:t refreshInterval:d
      tagSeparator:t zone!:t}] hetznerSDConfigs:[{authorization:$authorization basicAuth:$basicAuth enableHTTP2:b
      followRedirects:b labelSelector:t noProxy:t oauth2:$oauth2 port:i proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t refreshInterval:d role!:e(hcloud|Hcloud|robot|Robot) tlsConfig:$safeTLS}]
      honorLabels:b honorTimestamps:b httpSDConfigs:[{authorization:$authorization basicAuth:$basicAuth
      enableHTTP2:b followRedirects:b noProxy:t oauth2:$oauth2 proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t refreshInterval:d tlsConfig:$safeTLS url!:t}]
      ionosSDConfigs:[{authorization!:$authorization datacenterID!:t enableHTTP2:b followRedirects:b noProxy:t
      oauth2:$oauth2 port:i proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t refreshInterval:d
      tlsConfig:$safeTLS}] jobName:t keepDroppedTargets:i kubernetesSDConfigs:[{apiServer:t attachMetadata:{node:b}
      authorization:$authorization basicAuth:$basicAuth enableHTTP2:b followRedirects:b namespaces:{names:[t]
      ownNamespace:b} noProxy:t oauth2:$oauth2 proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t
      role!:e(Pod| Endpoints| Ingress| Service| Node| EndpointSlice) selectors:[{field:t label:t role!:e(Pod|
      Endpoints| Ingress| Service| Node| EndpointSlice)}] tlsConfig:$safeTLS}]
      kumaSDConfigs:[{authorization:$authorization basicAuth:$basicAuth clientID:t enableHTTP2:b fetchTimeout:d
      followRedirects:b noProxy:t oauth2:$oauth2 proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t
      refreshInterval:d server!:t tlsConfig:$safeTLS}] labelLimit:i labelNameLengthLimit:i labelValueLengthLimit:i
      lightSailSDConfigs:[{accessKey:$secretKey authorization:$authorization basicAuth:$basicAuth enableHTTP2:b
      endpoint:t followRedirects:b noProxy:t oauth2:$oauth2 port:i proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t refreshInterval:d region:t roleARN:t secretKey:$secretKey
      tlsConfig:$safeTLS}] linodeSDConfigs:[{authorization:$authorization enableHTTP2:b followRedirects:b noProxy:t
      oauth2:$oauth2 port:i proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t refreshInterval:d
      region:t tagSeparator:t tlsConfig:$safeTLS}] metricRelabelings:[$relabeling] metricsPath:t
      nameEscapingScheme:e(AllowUTF8|Underscores|Dots|Values) nameValidationScheme:e(UTF8|Legacy)
      nativeHistogramBucketLimit:i nativeHistogramMinBucketFactor:s noProxy:t nomadSDConfigs:[{allowStale:b
      authorization:$authorization basicAuth:$basicAuth enableHTTP2:b followRedirects:b namespace:t noProxy:t
      oauth2:$oauth2 proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t refreshInterval:d region:t
      server!:t tagSeparator:t tlsConfig:$safeTLS}] oauth2:$oauth2 openstackSDConfigs:[{allTenants:b
      applicationCredentialId:t applicationCredentialName:t applicationCredentialSecret:$secretKey
      availability:e(Public| public| Admin| admin| Internal| internal) domainID:t domainName:t identityEndpoint:t
      password:$secretKey port:i projectID:t projectName:t refreshInterval:d region!:t
      role!:e(Instance|Hypervisor|LoadBalancer) tlsConfig:$safeTLS userid:t username:t}]
      ovhcloudSDConfigs:[{applicationKey!:t applicationSecret!:$secretKey consumerKey!:$secretKey endpoint:t
      refreshInterval:d service!:e(VPS|DedicatedServer)}] params:<[t]> proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t puppetDBSDConfigs:[{authorization:$authorization basicAuth:$basicAuth
      enableHTTP2:b followRedirects:b includeParameters:b noProxy:t oauth2:$oauth2 port:i
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t query!:t refreshInterval:d
      tlsConfig:$safeTLS url!:t}] relabelings:[$relabeling] sampleLimit:i scalewaySDConfigs:[{accessKey!:t apiURL:t
      enableHTTP2:b followRedirects:b nameFilter:t noProxy:t port:i projectID!:t proxyConnectHeader:<[$secretKey]>
      proxyFromEnvironment:b proxyUrl:t refreshInterval:d role!:e(Instance|Baremetal) secretKey!:$secretKey
      tagsFilter:[t] tlsConfig:$safeTLS zone:t}] scheme:e(http|https|HTTP|HTTPS) scrapeClass:t
      scrapeClassicHistograms:b scrapeInterval:d scrapeNativeHistograms:b scrapeProtocols:[e(PrometheusProto|
      OpenMetricsText0.0.1| OpenMetricsText1.0.0| PrometheusText0.0.4| PrometheusText1.0.0)] scrapeTimeout:d
      staticConfigs:[{labels:<t> targets!:[t]}] targetLimit:i tlsConfig:$safeTLS trackTimestampsStaleness:b}
    """#
}
