/// Parts that several resources of the operator share.
///
/// Generated from the CRDs of github.com/prometheus-operator/prometheus-operator v0.93.0, example/prometheus-operator-crd; what is
/// Kubernetes' own, such as volumes, is left open.
extension OperatorShape {
  static let common = #"""
    secretKey = {key!:t name:t optional:b}
    authorization = {credentials:$secretKey type:t}
    basicAuth = {password:$secretKey username:$secretKey}
    relabeling = {action:e(replace| Replace| keep| Keep| drop| Drop| hashmod| HashMod| labelmap| LabelMap|
      labeldrop| LabelDrop| labelkeep| LabelKeep| lowercase| Lowercase| uppercase| Uppercase| keepequal| KeepEqual|
      dropequal| DropEqual) modulus:i regex:t replacement:t separator:t sourceLabels:[t] targetLabel:t}
    cert = {configMap:$secretKey secret:$secretKey}
    safeTLS = {ca:$cert cert:$cert insecureSkipVerify:b keySecret:$secretKey maxVersion:e(TLS10|TLS11|TLS12|TLS13)
      minVersion:e(TLS10|TLS11|TLS12|TLS13) serverName:t}
    oauth2 = {clientId!:$cert clientSecret!:$secretKey endpointParams:<t> noProxy:t
      proxyConnectHeader:<[$secretKey]> proxyFromEnvironment:b proxyUrl:t scopes:[t] tlsConfig:$safeTLS tokenUrl!:t}
    safeTLS2 = {ca:$cert caFile:t cert:$cert certFile:t insecureSkipVerify:b keyFile:t keySecret:$secretKey
      maxVersion:e(TLS10|TLS11|TLS12|TLS13) minVersion:e(TLS10|TLS11|TLS12|TLS13) serverName:t}
    namespaceSelector = {any:b matchNames:[t]}
    selector = {matchExpressions:[{key!:t operator!:t values:[t]}] matchLabels:<t>}
    filters = {name!:t values!:[t]}
    additionalArgs = {name!:t value:t}
    sigv4 = {accessKey:$secretKey externalId:t profile:t region:t roleArn:t secretKey:$secretKey
      useFIPSSTSEndpoint:b}
    authorization2 = {credentials:$secretKey credentialsFile:t type:t}
    persistentVolumeClaimRetentionPolicy = {whenDeleted:t whenScaled:t}
    podMetadata = {annotations:<t> labels:<t> name:t}
    httpConfig = {headers:{contentSecurityPolicy:t strictTransportSecurity:t xContentTypeOptions:t xFrameOptions:t
      xXSSProtection:t} http2:b}
    safeTLS3 = {cert:$cert certFile:t cipherSuites:[t] clientAuthType:t clientCAFile:t client_ca:$cert
      curvePreferences:[t] keyFile:t keySecret:$secretKey maxVersion:t minVersion:t preferServerCipherSuites:b}
    """#
}
