"""What Debian has of what the packs watch."""

from databases import mysql, postgres, rabbitmq, redis
from monitoring import blackbox, node_and_go, process, prometheus_and_alertmanager, pushgateway, python
from web import apache, bind, caddy, haproxy, nginx, varnish

# How each is started, and the packs that watch it; those that take longest come first.
SOFTWARE = {
    rabbitmq: ["rabbitmq", "rabbitmq-queues"], mysql: ["mysql"], prometheus_and_alertmanager: ["prometheus", "alertmanager"],
    postgres: ["postgres"], redis: ["redis"], haproxy: ["haproxy"], caddy: ["caddy"], apache: ["apache"], nginx: ["nginx"],
    varnish: ["varnish"], bind: ["bind"],
    pushgateway: ["pushgateway"], process: ["process"], node_and_go: ["node", "go"], python: ["python"], blackbox: ["blackbox"],
}
