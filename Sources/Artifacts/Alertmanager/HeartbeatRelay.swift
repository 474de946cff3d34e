import Project
import Regeneration

/// `heartbeat/nginx.conf`: passes the Watchdog on to the dead-man's switch.
///
/// The switch's address is a secret. Alertmanager reads a webhook's address from a file only since 0.26, and a relay keeps
/// the address out of Alertmanager's configuration and API for every version.
enum HeartbeatRelay {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    guard stack.runs("heartbeat") else { return [] }
    return [
      .text(
        "heartbeat/nginx.conf",
        """
        # \(Header.owned(stack))
        # Passes the Watchdog on to the dead-man's switch; its address is written to /tmp at the start, from the secret.
        worker_processes 1;
        pid /tmp/nginx.pid;
        error_log /dev/stderr warn;

        events {
          worker_connections 32;
        }

        http {
          access_log off;
          client_body_temp_path /tmp/client_body;
          proxy_temp_path /tmp/proxy;
          fastcgi_temp_path /tmp/fastcgi;
          uwsgi_temp_path /tmp/uwsgi;
          scgi_temp_path /tmp/scgi;

          # \(stack.target.nameServer.owner)'s own resolver: the switch may move.
          resolver \(stack.target.nameServer.address) valid=60s;

          server {
            listen 8080;

            location = /health {
              return 204;
            }

            location / {
              include /tmp/switch.conf;
              proxy_pass $switch;
              proxy_set_header Host $proxy_host;
              proxy_ssl_server_name on;
              proxy_ssl_verify on;
              proxy_ssl_verify_depth 4;
              proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
              proxy_connect_timeout 10s;
              proxy_read_timeout 10s;
            }
          }
        }

        """)
    ]
  }
}
