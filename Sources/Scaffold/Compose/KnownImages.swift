/// What an image is that no pack knows, by its name: nothing of the team's own.
enum KnownImage: Equatable {
  /// Something to stand on that no pack watches yet.
  case withoutPack(String)
  /// A part of a monitoring stack, which the generated one has itself.
  case monitoring
  /// It exposes metrics of something else.
  case exporter
  /// It answers for the hosts that it knows, and refuses all others.
  case proxy
  /// A tool for people or for the moment: nobody is paged for it.
  case tool(String)

  /// - Parameter name: without registry, tag and digest, `library/postgres`; the last part decides.
  init?(_ name: String) {
    let last = name.split(separator: "/").last.map(String.init) ?? ""
    if let known = Self.table[name] ?? Self.table[last] {
      self = known
    } else if last.hasSuffix("-exporter") || last.hasSuffix("_exporter") {
      self = .exporter
    } else {
      return nil
    }
  }

  /// Names as they stand on Docker Hub, ghcr.io and quay.io.
  private static let table: [String: KnownImage] = {
    var table: [String: KnownImage] = [:]
    func add(_ kind: KnownImage, _ names: String) {
      for name in names.split(whereSeparator: \.isWhitespace) { table[String(name)] = kind }
    }
    add(.withoutPack("a ClickHouse database"), "clickhouse clickhouse-server")
    add(
      .withoutPack("a search engine"), "meilisearch typesense solr sonic quickwit zincsearch")
    add(.withoutPack("a vector database"), "qdrant weaviate milvus chroma")
    add(
      .withoutPack("a message broker"), "nats activemq activemq-artemis emqx eclipse-mosquitto redpanda pulsar"
    )
    add(.withoutPack("Apache ZooKeeper"), "zookeeper cp-zookeeper")
    add(.withoutPack("an object store"), "minio seaweedfs garage localstack")
    add(
      .withoutPack("a database"),
      "cassandra scylla couchdb neo4j influxdb cockroach mssql-server oracle-free surrealdb etcd consul")
    add(
      .withoutPack("a Redis-compatible store that the exporter is not made for"),
      "keydb dragonfly redict garnet kvrocks")
    add(.withoutPack("a connection pooler"), "pgbouncer pgcat supavisor proxysql")
    add(.withoutPack("a mail server"), "postfix exim4 docker-mailserver")

    add(
      .monitoring,
      """
      prometheus alertmanager grafana grafana-oss grafana-enterprise loki promtail alloy agent tempo mimir thanos
      pyroscope jaeger all-in-one zipkin zipkin-slim opentelemetry-collector opentelemetry-collector-contrib otelcol node-exporter cadvisor
      blackbox-exporter blackbox_exporter victoria-metrics vmagent vector fluent-bit fluentd netdata uptime-kuma telegraf
      """)

    add(.proxy, "traefik caddy nginx-proxy nginx-proxy-manager swag envoy caddy-docker-proxy")

    add(
      .tool("shows a database to people"),
      "adminer pgadmin4 phpmyadmin mongo-express redisinsight redis-commander kafka-ui")
    add(.tool("catches mail in development"), "mailhog mailpit mailcatcher maildev smtp4dev")
    add(
      .tool("manages containers"), "watchtower autoheal portainer portainer-ce dockge docker-socket-proxy dozzle docker"
    )
    add(.tool("renews certificates"), "certbot acme.sh acme-companion")
    add(.tool("runs a browser for tests"), "selenium standalone-chrome standalone-firefox playwright")
    return table
  }()
}
