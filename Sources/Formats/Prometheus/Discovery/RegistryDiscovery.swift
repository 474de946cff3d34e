import Documents

/// Mechanisms that ask a registry of services.
///
/// Source: github.com/prometheus/prometheus, the packages below discovery/.
extension DiscoveryShape {
  static let registries: [String: SectionShape] = [
    "consul": http(
      "consul", refresh,
      [
        "server": .string, "path_prefix": .string, "token": .string, "datacenter": .string, "namespace": .string,
        "partition": .string, "tag_separator": .string, "scheme": .string, "username": .string, "password": .string,
        "allow_stale": .boolean, "services": .strings, "tags": .strings, "node_meta": .stringMap, "filter": .string,
        "health_filter": .string,
      ],
      Condition.notEmptied("server"),
      { node in
        guard node.isPresent("basic_auth"), let key = ["username", "password"].first(where: { node.isFilled($0) }),
          let entry = node.entry(key)
        else { return [] }
        return [FormatProblem("`\(key)` cannot stand beside `basic_auth`", at: entry.key.range)]
      },
      { node in
        // The two become `basic_auth`, which excludes the others.
        let name = node.isFilled("username") || node.isFilled("password")
        let others = ["authorization", "oauth2"].filter { node.isPresent($0) }
        guard name || node.isFilled("token"), let other = others.first, let entry = node.entry(other) else { return [] }
        return [FormatProblem("`\(other)` cannot stand beside a token or user name", at: entry.key.range)]
      }),
    "eureka": http(
      "eureka", refresh, ["server": .url], Condition.filled("server"), address("server")),
    "kuma": http(
      "kuma", refresh, ["server": .url, "fetch_timeout": .duration, "client_id": .string],
      Condition.filled("server"), address("server")),
    "marathon": http(
      "marathon", refresh, ["servers": .strings, "auth_token": .string, "auth_token_file": .string],
      Condition.filled("servers"), Condition.atMostOne("auth_token", "auth_token_file"),
      { node in
        guard let token = ["auth_token", "auth_token_file"].first(where: { node.isFilled($0) }),
          let other = ["basic_auth", "bearer_token", "bearer_token_file", "authorization"].first(where: {
            node.isPresent($0)
          }), let entry = node.entry(other)
        else { return [] }
        return [FormatProblem("`\(other)` cannot stand beside `\(token)`", at: entry.key.range)]
      }),
    "nerve": zookeeper("nerve"),
    "serverset": zookeeper("serverset"),
    "nomad": http(
      "nomad", refresh,
      [
        "allow_stale": .boolean, "namespace": .string, "region": .string, "server": .string, "tag_separator": .string,
      ], Condition.notEmptied("server")),
    "openstack": plain(
      "openstack", polling,
      [
        "identity_endpoint": .string, "username": .string, "userid": .string, "password": .string,
        "project_name": .string, "project_id": .string, "domain_name": .string, "domain_id": .string,
        "application_credential_name": .string, "application_credential_id": .string,
        "application_credential_secret": .string, "role": .choice(["hypervisor", "instance", "loadbalancer"]),
        "region": .string, "all_tenants": .boolean, "tls_config": HTTPClientShape.tls,
        "availability": .choice(["public", "internal", "admin"]),
      ], Condition.filled("role", "region")),
    "puppetdb": http(
      "puppetdb", polling, ["url": .url, "query": .string, "include_parameters": .boolean],
      Condition.filled("url", "query"), address("url", ["http", "https"])),
    "triton": plain(
      "triton", ["refresh_interval": .positiveDuration, "port": .integer],
      [
        "account": .string, "role": .choice(["container", "cn"]), "dns_suffix": .string, "endpoint": .string,
        "groups": .strings, "tls_config": HTTPClientShape.tls, "version": .integer,
      ], Condition.filled("account", "dns_suffix", "endpoint")),
    "uyuni": http(
      "uyuni", refresh,
      ["server": .url, "username": .string, "password": .string, "entitlement": .string, "separator": .string],
      Condition.filled("server", "username", "password")),
  ]

  private static func zookeeper(_ name: String) -> SectionShape {
    plain(
      name, ["timeout": .duration],
      [
        "servers": .strings,
        "paths": .list(.parsed { $0.hasPrefix("/") ? nil : "the path `\($0)` has to begin with `/`" }),
      ], Condition.filled("servers", "paths"))
  }
}
