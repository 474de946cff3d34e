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
    pairs = <s>|[t]
    words = t|[t]
    limit = [{path:t rate:z}]
    reference = [t|{source:t target:t uid:t gid:t mode:s}]
    hook = [{command:$words user:t privileged:b working_dir:t environment:$pairs}]
    start = [{command:$words image:t user:t privileged:b working_dir:t environment:$pairs per_replica:b}]
    healthcheck = {disable:b interval:d retries:i test:$words timeout:d start_period:d start_interval:d}
    build = t|{context:t dockerfile:t dockerfile_inline:t entitlements:[t] args:$pairs ssh:s|[t]|<s> labels:$pairs
      cache_from:[t] cache_to:[t] no_cache:s additional_contexts:$pairs no_cache_filter:$words network:t provenance:s sbom:s pull:s target:t
      shm_size:z extra_hosts:[t]|<*> isolation:t privileged:s secrets:$reference tags:[t] ulimits:<*> platforms:[t]}
    resource = {cpus:n memory:z pids:i generic_resources:[*] devices:[*]}
    update = {parallelism:i delay:d failure_action:t monitor:d max_failure_ratio:n order:e(start-first|stop-first)}
    deploy = {mode:t endpoint_mode:t replicas:i labels:$pairs rollback_config:$update update_config:$update
      resources:{limits:$resource reservations:$resource}
      restart_policy:{condition:t delay:d max_attempts:i window:d}
      placement:{constraints:[t] preferences:[{spread:t}] max_replicas_per_node:i}}
    volume = [t|{type:e(bind|volume|tmpfs|cluster|npipe|image) source:t target:t read_only:b consistency:t
      bind:{propagation:t create_host_path:s recursive:e(enabled|disabled|writable|readonly) selinux:t}
      volume:{labels:$pairs nocopy:b subpath:t} tmpfs:{size:z mode:s} image:{subpath:t}}]
    service = {annotations:$pairs attach:s blkio_config:{device_read_bps:$limit device_read_iops:$limit
      device_write_bps:$limit device_write_iops:$limit weight:s weight_device:[{path:t weight:s}]} build:$build
      cap_add:[t] cap_drop:[t] cgroup:e(host|private) cgroup_parent:t command:$words configs:$reference container_name:t
      cpu_count:i cpu_percent:n cpu_period:s cpu_quota:s cpu_rt_period:s cpu_rt_runtime:s cpu_shares:i cpus:n cpuset:t
      credential_spec:{config:t file:t registry:t}
      depends_on:[t]|<{condition:e(service_started|service_healthy|service_completed_successfully) required:b restart:b}>
      deploy:$deploy develop:{watch:[*]} device_cgroup_rules:[t] devices:[t|{source:t target:t permissions:t}]
      dns:$words dns_opt:[t] dns_search:$words domainname:t entrypoint:$words
      env_file:t|[t|{path:t format:t required:s}] environment:$pairs expose:[s] extends:t|{service:t file:t}
      external_links:[t] extra_hosts:[t]|<*> gpus:s|[*] group_add:[s] healthcheck:$healthcheck hostname:t image:t init:b
      ipc:t isolation:t label_file:$words labels:$pairs links:[t] logging:{driver:t options:<s>} mac_address:t mem_limit:z
      mem_reservation:z mem_swappiness:s memswap_limit:z models:[t]|<*> network_mode:t
      networks:[t]|<{aliases:[t] interface_name:t ipv4_address:t ipv6_address:t link_local_ips:[t] mac_address:t
        driver_opts:<s> priority:n gw_priority:n}>
      oom_kill_disable:b oom_score_adj:i pid:t pids_limit:i platform:t
      ports:[s|{name:t mode:t host_ip:t target:i published:s protocol:t app_protocol:t}] post_start:$hook pre_start:$start pre_stop:$hook
      privileged:b profiles:[t] provider:{type:t options:<*>} pull_policy:p pull_refresh_after:t read_only:b restart:t
      runtime:t scale:i secrets:$reference security_opt:[t] shm_size:z stdin_open:b stop_grace_period:d stop_signal:t
      storage_opt:<*> sysctls:$pairs tmpfs:$words tty:b ulimits:<i|{hard!:i soft!:i}> use_api_socket:s user:t userns_mode:t
      uts:t volumes:$volume volumes_from:[t] working_dir:t}
    external = s|{name:t}
    network = {name:t driver:t driver_opts:<s> external:$external internal:b enable_ipv4:b enable_ipv6:b attachable:b
      labels:$pairs
      ipam:{driver:t config:[{subnet:t ip_range:t gateway:t aux_addresses:<t>}] options:<t>}}
    namedVolume = {name:t driver:t driver_opts:<s> external:$external labels:$pairs}
    file = {version:t name:t include:[t|{path:$words env_file:$words project_directory:t}] services:<$service> models:<*>
      networks:<$network> volumes:<$namedVolume>
      secrets:<{name:t environment:t file:t external:$external labels:$pairs driver:t driver_opts:<s> template_driver:t}>
      configs:<{name:t content:t environment:t file:t external:$external labels:$pairs template_driver:t}>}
    """#
}
