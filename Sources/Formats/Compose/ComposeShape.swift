import Documents

/// What Compose accepts.
///
/// Source: the keys of <https://github.com/compose-spec/compose-spec>, schema/compose-spec.json.
package enum ComposeShape {
  package static func problems(in root: Node) -> [FormatProblem] {
    tables["file"].map { $0.problems(in: root) } ?? []
  }

  /// Whether a file whose services have neither an image nor anything to build is one all the same: it is laid over another, or
  /// takes others in. Nothing that it says is foreign to Compose, but for a slip here or there.
  package static func describes(_ root: Node) -> Bool {
    guard let entries = root.mapping, entries.allSatisfy({ isKnown($0.key.text, topLevelKeys) }) else { return false }
    guard let services = root["services"] else {
      // GitLab's files include others by paths from the root and by addresses.
      return root["include"]?.sequence?.contains { item in
        item["path"] != nil || item.text.map { !$0.hasPrefix("/") && !$0.includes("://") } == true
      } == true
    }
    guard let bodies = services.mapping?.map(\.value), !bodies.isEmpty else { return false }
    let keys = bodies.flatMap { $0.mapping ?? [] }.map(\.key.text)
    let known = keys.filter { isKnown($0, serviceKeys) }.count
    return bodies.allSatisfy { $0.mapping != nil || $0.isNull } && (keys.isEmpty || known > keys.count - known)
  }

  private static func isKnown(_ key: String?, _ keys: Set<String>) -> Bool {
    key.map { keys.contains($0) || $0.hasPrefix("x-") || $0 == "<<" } ?? false
  }

  /// The keys of a file, and of a service.
  static let topLevelKeys = keys(of: "file")
  static let serviceKeys = keys(of: "service")

  private static func keys(of name: String) -> Set<String> {
    if case .section(let section)? = tables[name] { Set(section.fields.keys) } else { [] }
  }

  private static let tables = ShapeNotation.read(table, isCompose: true)

  private static let table = #"""
    pairs = <s>|[s]
    words = s|[s]
    limit = [{path:s rate:s}]
    reference = [s|{source:s target:s uid:s gid:s mode:s}]
    hook = [{command:$words user:s privileged:s working_dir:s environment:$pairs}]
    start = [{command:$words image:s user:s privileged:s working_dir:s environment:$pairs per_replica:s}]
    healthcheck = {disable:s interval:s retries:s test:$words timeout:s start_period:s start_interval:s}
    build = s|{context:s dockerfile:s dockerfile_inline:s entitlements:[s] args:$pairs ssh:s|[s]|<s> labels:$pairs
      cache_from:[s] cache_to:[s] no_cache:s additional_contexts:$pairs no_cache_filter:$words network:s provenance:s sbom:s pull:s target:s
      shm_size:s extra_hosts:[s]|<*> isolation:s privileged:s secrets:$reference tags:[s] ulimits:<*> platforms:[s]}
    resource = {cpus:s memory:s pids:s generic_resources:[*] devices:[*]}
    update = {parallelism:s delay:s failure_action:s monitor:s max_failure_ratio:s order:e(start-first|stop-first)}
    deploy = {mode:s endpoint_mode:s replicas:s labels:$pairs rollback_config:$update update_config:$update
      resources:{limits:$resource reservations:$resource}
      restart_policy:{condition:s delay:s max_attempts:s window:s}
      placement:{constraints:[s] preferences:[{spread:s}] max_replicas_per_node:s}}
    volume = [s|{type:e(bind|volume|tmpfs|cluster|npipe|image) source:s target:s read_only:s consistency:s
      bind:{propagation:s create_host_path:s recursive:e(enabled|disabled|writable|readonly) selinux:s}
      volume:{labels:$pairs nocopy:s subpath:s} tmpfs:{size:s mode:s} image:{subpath:s}}]
    service = {annotations:$pairs attach:s blkio_config:{device_read_bps:$limit device_read_iops:$limit
      device_write_bps:$limit device_write_iops:$limit weight:s weight_device:[{path:s weight:s}]} build:$build
      cap_add:[s] cap_drop:[s] cgroup:e(host|private) cgroup_parent:s command:$words configs:$reference container_name:s
      cpu_count:s cpu_percent:s cpu_period:s cpu_quota:s cpu_rt_period:s cpu_rt_runtime:s cpu_shares:s cpus:s cpuset:s
      credential_spec:{config:s file:s registry:s}
      depends_on:[s]|<{condition:e(service_started|service_healthy|service_completed_successfully) required:s restart:s}>
      deploy:$deploy develop:{watch:[*]} device_cgroup_rules:[s] devices:[s|{source:s target:s permissions:s}]
      dns:$words dns_opt:[s] dns_search:$words domainname:s entrypoint:$words
      env_file:s|[s|{path:s format:s required:s}] environment:$pairs expose:[s] extends:s|{service:s file:s}
      external_links:[s] extra_hosts:[s]|<*> gpus:s|[*] group_add:[s] healthcheck:$healthcheck hostname:s image:s init:s
      ipc:s isolation:s label_file:$words labels:$pairs links:[s] logging:{driver:s options:<s>} mac_address:s mem_limit:s
      mem_reservation:s mem_swappiness:s memswap_limit:s models:[s]|<*> network_mode:s
      networks:[s]|<{aliases:[s] interface_name:s ipv4_address:s ipv6_address:s link_local_ips:[s] mac_address:s
        driver_opts:<s> priority:s gw_priority:s}>
      oom_kill_disable:s oom_score_adj:s pid:s pids_limit:s platform:s
      ports:[s|{name:s mode:s host_ip:s target:s published:s protocol:s app_protocol:s}] post_start:$hook pre_start:$start pre_stop:$hook
      privileged:s profiles:[s] provider:{type:s options:<*>} pull_policy:s pull_refresh_after:s read_only:s restart:s
      runtime:s scale:s secrets:$reference security_opt:[s] shm_size:s stdin_open:s stop_grace_period:s stop_signal:s
      storage_opt:<*> sysctls:$pairs tmpfs:$words tty:s ulimits:<s|{hard:s soft:s}> use_api_socket:s user:s userns_mode:s
      uts:s volumes:$volume volumes_from:[s] working_dir:s}
    external = s|{name:s}
    network = {name:s driver:s driver_opts:<s> external:$external internal:s enable_ipv4:s enable_ipv6:s attachable:s
      labels:$pairs
      ipam:{driver:s config:[{subnet:s ip_range:s gateway:s aux_addresses:<s>}] options:<s>}}
    namedVolume = {name:s driver:s driver_opts:<s> external:$external labels:$pairs}
    file = {version:s name:s include:[s|{path:$words env_file:$words project_directory:s}] services:<$service> models:<*>
      networks:<$network> volumes:<$namedVolume>
      secrets:<{name:s environment:s file:s external:$external labels:$pairs driver:s driver_opts:<s> template_driver:s}>
      configs:<{name:s content:s environment:s file:s external:$external labels:$pairs template_driver:s}>}
    """#
}
