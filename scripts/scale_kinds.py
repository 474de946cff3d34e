#!/usr/bin/env python3
"""Usage: scripts/scale_kinds.py KIND SIZE FOLDER; without arguments lists the kinds

The kinds of input that scale.py measures. Each is a function from a size to files, with the largest size that is measured and the
command that reads them. What should take work in proportion to its size belongs here, as small as it can be.
"""
import json
import random
import sys
from pathlib import Path

KINDS = {}
LINT = "lint ."
VALIDATE = "validate pharos.yml"
GENERATE = "generate pharos.yml --dry-run"


class Kind:
    def __init__(self, make, largest, command):
        self.make, self.largest, self.command = make, largest, command

    @property
    def writes(self):
        """Whether the command changes what it reads."""
        return "--fix" in self.command or "--write" in self.command

    def write(self, size, folder):
        for path, text in self.make(size).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


def kind(largest, command=LINT):
    def add(make):
        KINDS[make.__name__.replace("_", " ")] = Kind(make, largest, command)
        return make
    return add


def each(count, line, sep="\n"):
    """line may be a text with {i}, or a function of i."""
    return sep.join(line(i) if callable(line) else line.replace("{i}", str(i)) for i in range(count))


# MARK: Alertmanager

def alertmanager(routes="", receivers="- name: r", rest=""):
    return {"alertmanager.yml": f"route:\n  receiver: r\n  routes:\n{routes}\nreceivers:\n{receivers}\n{rest}\n"}


@kind(16000)
def routes(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a=\"{i}\"']}"))


@kind(16000)
def identical_routes(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a=\"x\"']}"))


@kind(16000)
def routes_that_continue(n):
    return alertmanager(each(n, "  - {receiver: r, continue: true, matchers: ['a{i}=\"x\"']}"))


@kind(6400)
def routes_with_patterns(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a=~\"{i}.*\"']}"))


@kind(6400)
def routes_with_different_labels(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a{i}=~\"x.*\", 'b=\"{i}\"']}".replace("\", '", "\"', '")))


@kind(6400)
def routes_with_excluding_matchers(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a!=\"{i}\"', 'b{i}=\"x\"']}"))


@kind(480)
def routes_in_routes(n):
    return {"alertmanager.yml": f"route: {{receiver: r, routes: [" + each(n, "{receiver: r, matchers: ['a{i}=\"x\"'], routes: [", "")
            + "]}" * n + "]}\nreceivers: [{name: r}]\n"}


@kind(16000)
def matchers_of_a_route(n):
    return alertmanager("  - receiver: r\n    matchers:\n" + each(n, "    - 'a{i}=\"x\"'"))


@kind(6400)
def matchers_of_one_label(n):
    return alertmanager("  - receiver: r\n    matchers:\n" + each(n, "    - 'a!~\"x{i}.*\"'"))


@kind(16000)
def grouping_labels(n):
    return alertmanager(f"  - {{receiver: r, group_by: [{each(n, 'a{i}', ', ')}]}}")


@kind(16000)
def unused_receivers(n):
    return alertmanager("  - {receiver: r}", "- name: r\n" + each(n, "- name: r{i}"))


@kind(16000)
def unknown_receivers(n):
    return alertmanager(each(n, "  - {receiver: r{i}}"))


@kind(16000)
def used_receivers(n):
    return alertmanager(each(n, "  - {receiver: r{i}, matchers: ['a=\"{i}\"']}"), "- name: r\n" + each(n, "- name: r{i}"))


@kind(4000)
def unused_and_misspelt_receivers(n):
    return alertmanager(each(n, "  - {receiver: team-{i}-x, matchers: ['a=\"{i}\"']}"), "- name: r\n" + each(n, "- name: team-{i}-yy"))


@kind(4000)
def receivers_of_a_resource(n):
    return {"config.yml": "apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: {name: x}\nspec:\n  route:\n"
                          "    receiver: r\n    routes:\n" + each(n, "    - {receiver: s{i}, matchers: [{name: a, value: '{i}'}]}")
                          + "\n  receivers:\n  - name: r\n" + each(n, "  - name: r{i}") + "\n"}


@kind(6400)
def webhooks_of_a_receiver(n):
    return alertmanager("  - {receiver: r}", "- name: r\n  webhook_configs:\n" + each(n, "  - url: http://x{i}:80/"))


@kind(8000)
def inhibit_rules(n):
    return alertmanager("  - {receiver: r}", rest="inhibit_rules:\n" + each(
        n, "- {source_matchers: ['a=\"{i}\"'], target_matchers: ['b=\"{i}\"'], equal: [c]}"))


@kind(8000)
def time_intervals(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a=\"{i}\"'], mute_time_intervals: [t{i}]}"),
                        rest="time_intervals:\n" + each(n, "- {name: t{i}, time_intervals: [{weekdays: [monday]}]}"))


@kind(8000)
def unknown_time_intervals(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a=\"{i}\"'], mute_time_intervals: [t{i}]}"))


@kind(8000)
def message_templates(n):
    return alertmanager("  - {receiver: r}", rest="templates: ['*.tmpl']") | {
        "x.tmpl": each(n, '{{ define "t{i}" }}text{{ end }}') + "\n"}


@kind(8000)
def message_templates_in_a_chain(n):
    return alertmanager("  - {receiver: r}", "- name: r\n  slack_configs:\n  - {api_url_file: x, channel: c, text: '{{ template \"t0\" . }}'}",
                        "templates: ['*.tmpl']") | {
        "x.tmpl": each(n, lambda i: f'{{{{ define "t{i}" }}}}{{{{ template "t{i + 1}" . }}}}{{{{ end }}}}') + f'{{{{ define "t{n}" }}}}x{{{{ end }}}}\n'}


@kind(8000)
def unknown_message_templates(n):
    return alertmanager("  - {receiver: r}", "- name: r\n  slack_configs:\n" + each(
        n, "  - {api_url_file: x, channel: c, text: '{{ template \"t{i}\" . }}'}"), "templates: ['*.tmpl']") | {
        "x.tmpl": '{{ define "x" }}x{{ end }}\n'}


@kind(2000)
def routes_and_alerts(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['service=\"s{i}\"']}")) | rules(each(n, alert(
        "A{i}", "up{job=\"s{i}\"} == 0", "service: s{i}, severity: critical")))


@kind(2000)
def routes_and_other_alerts(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['service=\"t{i}\"', 'severity=\"critical\"']}")) | rules(each(n, alert(
        "A{i}", "sum by (job) (up{job=\"s{i}\"}) == 0", "service: s{i}, severity: critical")))


@kind(1600)
def routes_by_many_labels_and_alerts(n):
    return alertmanager(each(n, "  - {receiver: r, continue: true, matchers: ['a{i}=\"x\"']}\n  - {receiver: r, continue: true, matchers: ['service=\"s{i}\"']}")) | rules(
        each(n, alert("A{i}", "sum by (job) (up{job=\"s{i}\"}) == 0", "service: s{i}, severity: critical")))


@kind(1600)
def routes_with_patterns_and_alerts(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['service=~\"s{i}x.*\"']}")) | rules(each(n, alert(
        "A{i}", "sum by (job) (up{job=\"s{i}\"}) == 0", "service: s{i}x, severity: critical")))


@kind(2000)
def routes_with_patterns_and_with_values(n):
    return alertmanager(each(n, "  - {receiver: r, matchers: ['a=~\"{i}x.*\"']}\n  - {receiver: r, matchers: ['a=\"{i}\"']}"))


@kind(2000)
def inhibit_rules_and_alerts(n):
    return alertmanager("  - {receiver: r}", rest="inhibit_rules:\n" + each(
        n, "- {source_matchers: ['alertname=\"A{i}\"'], target_matchers: ['severity=\"warning\"'], equal: [service]}")) | rules(each(n, alert(
            "A{i}", "up{job=\"s{i}\"} == 0", "service: s{i}, severity: critical")))


@kind(1600)
def inhibit_rules_with_patterns_and_alerts(n):
    return alertmanager("  - {receiver: r}", rest="inhibit_rules:\n" + each(
        n, "- {source_matchers: ['alertname=~\"A{i}x.*\"'], target_matchers: ['severity=\"warning\"'], equal: [service]}")) | rules(each(n, alert(
            "A{i}x", "up{job=\"s{i}\"} == 0", "service: s{i}, severity: critical")))


@kind(8000)
def matchers_of_an_inhibit_rule(n):
    matchers = each(n, "  - 'a{i}=\"x\"'")
    return alertmanager("  - {receiver: r}", rest=f"inhibit_rules:\n- source_matchers:\n{matchers}\n  target_matchers:\n{matchers}\n  equal: ["
                        + each(n, "a{i}", ", ") + "]")


@kind(64000, "route --config alertmanager.yml a=1 b=2")
def routes_to_follow(n):
    return alertmanager(each(n, "  - {receiver: r, continue: true, matchers: ['a=\"{i}\"']}"))


# MARK: Rules

def alert(name, expr, labels="severity: critical"):
    return (f"  - alert: {name}\n    expr: '{expr}'\n    for: 5m\n    labels: {{{labels}}}\n"
            f"    annotations: {{summary: text, description: text, runbook_url: 'https://x.example/r'}}")


def rules(text, path="rules.yml"):
    return {path: f"groups:\n- name: g\n  rules:\n{text}\n"}


def expression(expr):
    return rules(f"  - record: a:b:c\n    expr: |\n      {expr}")


@kind(16000)
def identical_alerts(n):
    return rules(each(n, alert("A", "up == 0")))


@kind(8000)
def alerts(n):
    return rules(each(n, alert("A{i}", "m{i} > 0")))


@kind(8000)
def alerts_of_one_name(n):
    return rules(each(n, alert("A", "m{i} > 0", "severity: critical, x: l{i}")))


@kind(4000)
def alerts_of_one_name_on_one_metric(n):
    return rules(each(n, alert("A", "m{x=\"{i}\"} > {i}")))


@kind(4000)
def alerts_of_one_name_at_values(n):
    return rules(each(n, alert("A", "m == {i}")))


@kind(4000)
def alerts_of_one_name_by_labels(n):
    return rules(each(n, alert("A", "sum by (l{i}) (m) > 0")))


@kind(4000)
def alerts_of_one_name_of_programs(n):
    return rules(each(n, alert("A", "a{i}_m > 0")))


@kind(4000)
def alerts_that_a_server_loads_twice(n):
    return rules(each(n, alert("A", "m > 0")), "a.yml") | rules(each(n, alert("A", "m > 0")), "b.yml") | {
        "prometheus.yml": "rule_files: [a.yml, b.yml]\n"}


@kind(4000)
def alerts_on_one_metric(n):
    return rules(each(n, alert("A{i}", "m > {i}")))


@kind(4000)
def alerts_with_patterns_on_one_metric(n):
    return rules(each(n, alert("A", "m{x=~\"{i}.*\"} > {i}", "severity: warning")))


@kind(4000)
def alerts_of_one_name_in_files(n):
    files = {}
    for i in range(n):
        files |= rules(alert("A", f"m{i} > 0"), f"rules/{i}.yml")
    return files


@kind(8000)
def identical_records(n):
    return rules(each(n, "  - {record: 'a:b:c', expr: sum(m)}"))


@kind(8000)
def records_in_a_chain(n):
    return rules(each(n, lambda i: f"  - {{record: 'a:r{i}:sum', expr: 'sum(a:r{i + 1}:sum)'}}"))


@kind(8000)
def records_in_a_chain_forward(n):
    return rules(each(n, lambda i: f"  - {{record: 'a:r{i + 1}:sum', expr: 'sum by (job) (a:r{i}:sum)'}}"))


@kind(4000)
def records_in_a_chain_over_groups(n):
    return {"rules.yml": "groups:\n" + each(
        n, lambda i: f"- name: g{i}\n  rules:\n  - {{record: 'a:r{i}:sum', expr: 'sum by (job) (a:r{i + 1}:sum)'}}") + "\n"}


@kind(4000)
def records_that_refer_to_two(n):
    return rules(each(n, lambda i: f"  - {{record: 'a:r{i + 2}:sum', expr: 'a:r{i}:sum + a:r{i + 1}:sum'}}"))


@kind(8000)
def records_of_one_name(n):
    return rules(each(n, "  - {record: 'a:b:c', expr: sum(m{i}), labels: {x: l{i}}}"))


@kind(8000)
def groups(n):
    return {"rules.yml": "groups:\n" + each(n, "- {name: g{i}, rules: [{record: 'a:b{i}:c', expr: sum(m{i})}]}") + "\n"}


@kind(8000)
def groups_of_one_name(n):
    return {"rules.yml": "groups:\n" + each(n, "- {name: g, rules: [{record: 'a:b{i}:c', expr: sum(m{i})}]}") + "\n"}


@kind(8000)
def labels_of_an_alert(n):
    return rules(alert("A", "up == 0", "severity: critical, " + each(n, "l{i}: x", ", ")))


@kind(8000)
def annotations_of_an_alert(n):
    return rules("  - alert: A\n    expr: up == 0\n    annotations:\n" + each(n, "      l{i}: 'x {{ $value }}'"))


@kind(8000)
def actions_of_an_annotation(n):
    return rules("  - alert: A\n    expr: up == 0\n    annotations:\n      summary: '" + each(
        n, "{{ $labels.l{i} }}", " ") + "'")


@kind(8000)
def variables_of_an_annotation(n):
    return rules("  - alert: A\n    expr: up == 0\n    annotations:\n      summary: '" + each(
        n, "{{ $v{i} := $value }}{{ $v{i} }}", " ") + "'")


@kind(16000)
def matchers_of_a_selector(n):
    return expression("m{" + each(n, 'l{i}="x"', ", ") + "}")


@kind(8000)
def matchers_of_one_label_of_a_selector(n):
    return expression("m{" + each(n, 'l!="x{i}"', ", ") + "}")


@kind(4000)
def patterns_of_one_label_of_a_selector(n):
    return expression("m{" + each(n, 'l!~"x{i}.*"', ", ") + "}")


@kind(16000)
def by_list(n):
    return expression("sum by (" + each(n, "l{i}", ", ") + ") (m)")


@kind(16000)
def by_list_of_one_label(n):
    return expression("sum by (" + each(n, "l", ", ") + ") (m)")


@kind(16000)
def on_list(n):
    return expression("m * on (" + each(n, "l{i}", ", ") + ") group_left () n")


@kind(16000)
def included_labels(n):
    return expression("m * on (x) group_left (" + each(n, "l{i}", ", ") + ") n")


@kind(480)
def or_chain(n):
    return expression(each(n, "m{i}", " or "))


@kind(480)
def or_chain_of_alerts(n):
    return rules(alert("A", each(n, "m{i} > {i}", " or ")))


@kind(480)
def or_chain_of_one_metric(n):
    return rules(alert("A", each(n, "m{x=\"{i}\"} > 0", " or ")))


@kind(480)
def or_chain_of_sums(n):
    return rules(alert("A", each(n, "sum by (x) (m{i}) > 0", " or ")))


@kind(480)
def and_chain(n):
    return rules(alert("A", each(n, "m > {i}", " and ")))


@kind(480)
def unless_chain(n):
    return rules(alert("A", each(n, "m{x=\"{i}\"}", " unless ")))


@kind(480)
def sum_chain(n):
    return rules(alert("A", each(n, "m{i}", " + ") + " > 0"))


@kind(480)
def comparison_chain(n):
    return rules(alert("A", each(n, "m{i}", " > ")))


@kind(480)
def nested_functions(n):
    return expression("abs(" * n + "m" + ")" * n)


@kind(480)
def nested_parentheses(n):
    return expression("(" * n + "m" + ")" * n)


@kind(480)
def nested_sums(n):
    return rules(alert("A", "sum by (a, b) (" * n + "m" + ")" * n + " > 0"))


@kind(480)
def nested_operators(n):
    return rules(alert("A", "(" * n + "m" + each(n, " + on (a) m{i})", "") + " > 0"))


@kind(480)
def nested_label_replace(n):
    return rules(alert("A", "label_replace(" * n + "m" + each(n, ', "l{i}", "$1", "x", "(.*)")', "") + " > 0"))


@kind(480)
def nested_subqueries(n):
    return expression("max_over_time(" * n + "m" + "[5m:1m])" * n)


@kind(16000)
def pattern_alternatives(n):
    return expression('m{l=~"' + each(n, "a{i}", "|") + '"}')


@kind(8000)
def pattern_alternatives_with_wildcards(n):
    return expression('m{l=~"' + each(n, "a{i}.*", "|") + '"}')


@kind(8000)
def pattern_groups(n):
    return expression('m{l=~"' + "(a|b)?" * n + '"}')


@kind(8000)
def long_pattern_twice(n):
    return rules(alert("A", 'm{l=~"' + each(n, "a{i}", "|") + '"} > 0 or m{l=~"' + each(n, "b{i}", "|") + '"} > 0'))


@kind(8000)
def suppressions(n):
    return rules(each(n, "  # pharos disable rules/duplicate: reason\n  - {record: 'a:b:c', expr: sum(m)}"))


@kind(8000)
def suppressions_of_a_file(n):
    return {"rules.yml": each(n, "# pharos disable-file record/name: reason") + "\n" + rules(
        each(n, "  - {record: 'a{i}', expr: sum(m)}"))["rules.yml"]}


@kind(16000)
def useless_suppressions(n):
    return rules(each(n, "  # pharos disable rules/duplicate: reason") + "\n  - {record: 'a:b:c', expr: sum(m)}")


@kind(8000)
def suppressions_of_unknown_rules(n):
    return rules("  # pharos disable " + each(n, "x/y{i}", ", ") + ": reason\n  - {record: 'a:b:c', expr: sum(m)}")


@kind(4000)
def rule_tests(n):
    return rules(each(n, alert("A{i}", "m{i} > 0"))) | {
        "rules_test.yml": "rule_files: [rules.yml]\ntests:\n" + each(n, "- input_series: [{series: 'm{i}', values: '1'}]\n  alert_rule_test: "
                                                                     "[{eval_time: 5m, alertname: A{i}, exp_alerts: []}]") + "\n"}


@kind(4000)
def series_of_a_rule_test(n):
    return rules(alert("A", "m > 0")) | {
        "rules_test.yml": "rule_files: [rules.yml]\ntests:\n- input_series:\n" + each(
            n, "  - {series: 'm{x=\"{i}\"}', values: '1'}") + "\n  alert_rule_test: [{eval_time: 5m, alertname: A, exp_alerts: []}]\n"}


@kind(4000)
def rule_tests_of_unknown_alerts(n):
    return rules(alert("A", "m > 0")) | {
        "rules_test.yml": "rule_files: [rules.yml]\ntests:\n" + each(
            n, "- alert_rule_test: [{eval_time: 5m, alertname: A{i}, exp_alerts: []}]") + "\n"}


@kind(1600)
def rule_files(n):
    files = {}
    for i in range(n):
        files |= rules(alert(f"A{i}", f"m{i} > 0"), f"rules/{i}.yml")
    return files


@kind(1600)
def rule_files_in_folders(n):
    files = {}
    for i in range(n):
        files |= rules(alert(f"A{i}", f"m{i} > 0"), f"{i}/rules.yml")
    return files


@kind(400)
def stacks_in_folders(n):
    files = {}
    for i in range(n):
        files |= rules(alert(f"A{i}", f"m{i} > 0"), f"{i}/rules.yml")
        files[f"{i}/alertmanager.yml"] = alertmanager("  - {receiver: r, matchers: ['a=\"x\"']}")["alertmanager.yml"]
        files[f"{i}/prometheus.yml"] = "rule_files: [rules.yml]\nscrape_configs: [{job_name: a, static_configs: [{targets: ['a:1']}]}]\n"
    return files


@kind(800)
def file_in_folders(n):
    return rules(alert("A", "m > 0"), "a/" * n + "rules.yml")


# MARK: prometheus.yml

def prometheus(text):
    return {"prometheus.yml": text + "\n"}


@kind(4000)
def scrape_jobs(n):
    return prometheus("scrape_configs:\n" + each(n, "- {job_name: j{i}, static_configs: [{targets: ['h{i}:1']}]}"))


@kind(4000)
def scrape_jobs_of_one_name(n):
    return prometheus("scrape_configs:\n" + each(n, "- {job_name: j, static_configs: [{targets: ['h{i}:1']}]}"))


@kind(16000)
def targets(n):
    return prometheus(f"scrape_configs:\n- {{job_name: j, static_configs: [{{targets: [{each(n, 'h{i}:1', ', ')}]}}]}}")


@kind(16000)
def identical_targets(n):
    return prometheus("scrape_configs:\n- job_name: j\n  static_configs:\n  - targets:\n" + each(n, "    - h:1"))


@kind(16000)
def findings_on_one_line(n):
    return prometheus(f"scrape_configs:\n- {{job_name: j, static_configs: [{{targets: [{each(n, 'h:1', ', ')}]}}]}}")


@kind(8000)
def relabel_rules(n):
    return prometheus("scrape_configs:\n- job_name: j\n  static_configs: [{targets: ['h:1']}]\n  relabel_configs:\n" + each(
        n, "  - {source_labels: [a{i}], target_label: b{i}}"))


@kind(8000)
def metric_relabel_rules(n):
    return prometheus("scrape_configs:\n- job_name: j\n  static_configs: [{targets: ['h:1']}]\n  metric_relabel_configs:\n" + each(
        n, "  - {source_labels: [__name__], regex: 'm{i}_.*', action: drop}"))


@kind(8000)
def external_labels(n):
    return prometheus("global:\n  external_labels: {" + each(n, "l{i}: x", ", ") + "}")


@kind(4000)
def listed_rule_files(n):
    return prometheus("rule_files: [" + each(n, "r{i}.yml", ", ") + "]")


@kind(1600)
def listed_rule_files_that_exist(n):
    return prometheus("rule_files: [" + each(n, "r{i}.yml", ", ") + "]") | {
        f"r{i}.yml": rules(alert(f"A{i}", f"m{i} > 0"))["rules.yml"] for i in range(n)}


@kind(1600)
def patterns_of_rule_files(n):
    return prometheus("rule_files: [" + each(n, "'r{i}/*.yml'", ", ") + "]") | {
        f"r{i}/a.yml": rules(alert(f"A{i}", f"m{i} > 0"))["rules.yml"] for i in range(n)}


@kind(2000)
def unknown_jobs_and_rules(n):
    return prometheus("rule_files: [rules.yml]\nscrape_configs:\n" + each(
        n, "- {job_name: j{i}, static_configs: [{targets: ['h{i}:1']}]}")) | rules(each(n, alert("A{i}", "m{job=\"k{i}\"} > 0")))


@kind(4000)
def jobs_and_rules(n):
    return prometheus("rule_files: [rules.yml]\nscrape_configs:\n" + each(
        n, "- {job_name: j{i}, static_configs: [{targets: ['h{i}:1'], labels: {l{i}: x}}]}")) | rules(each(
            n, alert("A{i}", "m{job=\"j{i}\"} > 0")))


def relabelled(steps, count):
    """Each metric of a rule goes through each step, as each series does in Prometheus: one of the two grows."""
    return prometheus("rule_files: [rules.yml]\nscrape_configs:\n- job_name: j\n  static_configs: [{targets: ['h:1']}]\n"
                      "  metric_relabel_configs:\n" + each(steps, "  - {source_labels: [__name__], regex: 'm{i}_.*', action: drop}")) | rules(each(
                          count, alert("A{i}", "m{i}_x{job=\"j\"} > 0")))


@kind(2000)
def rules_behind_relabel_rules(n):
    return relabelled(10, n)


@kind(8000)
def relabel_rules_before_rules(n):
    return relabelled(n, 10)


# MARK: Dashboards

def dashboard(panels=(), variables=(), **rest):
    return {"dashboard.json": json.dumps({
        "title": "T", "uid": "u", "schemaVersion": 39, "panels": list(panels), "templating": {"list": list(variables)},
        "time": {"from": "now-1h", "to": "now"}, **rest}, indent=1)}


def panel(i, *exprs, **rest):
    return {"id": i, "type": "timeseries", "title": f"P{i}", "gridPos": {"x": 0, "y": 8 * i, "w": 24, "h": 8},
            "targets": [{"refId": f"A{n}", "expr": expr} for n, expr in enumerate(exprs)], **rest}


def variable(name, query="label_values(up, job)", **rest):
    return {"name": name, "type": "query", "query": query, "datasource": {"type": "prometheus", "uid": "p"}, **rest}


@kind(8000)
def panels(n):
    return dashboard(panel(i, f"m{i}") for i in range(n))


@kind(4000)
def panels_on_one_place(n):
    return dashboard(panel(i, f"m{i}", gridPos={"x": 0, "y": 0, "w": 24, "h": 8}) for i in range(n))


@kind(4000)
def panels_of_one_id(n):
    return dashboard(panel(1, f"m{i}", gridPos={"x": 0, "y": 8 * i, "w": 24, "h": 8}) for i in range(n))


@kind(4000)
def panels_in_a_row(n):
    return dashboard([{"id": 100000, "type": "row", "title": "R", "collapsed": True, "gridPos": {"x": 0, "y": 0, "w": 24, "h": 1},
                       "panels": [panel(i, f"m{i}") for i in range(n)]}])


@kind(4000)
def queries_of_a_panel(n):
    return dashboard([panel(1, *(f"m{i}" for i in range(n)))])


@kind(4000)
def variables(n):
    return dashboard([panel(1, "up")], (variable(f"v{i}") for i in range(n)))


@kind(4000)
def used_variables(n):
    return dashboard((panel(i, f'up{{job="$v{i}"}}') for i in range(n)), (variable(f"v{i}") for i in range(n)))


@kind(4000)
def variables_of_one_panel(n):
    return dashboard([panel(1, "up{" + each(n, 'l{i}="$v{i}"', ",") + "}")], (variable(f"v{i}") for i in range(n)))


@kind(4000)
def variables_in_a_chain(n):
    return dashboard([panel(1, f'up{{job="$v{n - 1}"}}')], (
        variable(f"v{i}", f'label_values(up{{job="$v{i - 1}"}}, job)' if i else "label_values(up, job)") for i in range(n)))


@kind(2000)
def constants_in_a_chain(n):
    return dashboard([panel(1, f'up{{job="$v{n - 1}"}}')], (
        {"name": f"v{i}", "type": "constant", "query": f"x$v{i - 1}" if i else "x"} for i in range(n)))


@kind(4000)
def variables_of_one_name(n):
    return dashboard([panel(1, 'up{job="$v"}')], (variable("v") for i in range(n)))


@kind(4000)
def misspelt_variables(n):
    return dashboard([panel(1, "up{" + each(n, 'l{i}="$w{i}"', ",") + "}")], (variable(f"v{i}") for i in range(n)))


@kind(4000)
def unused_variables_and_panels(n):
    return dashboard((panel(i, f"m{i}") for i in range(n)), (variable(f"v{i}") for i in range(n)), links=[
        {"title": f"L{i}", "type": "link", "url": f"/d/u{i}/x"} for i in range(n)])


@kind(4000)
def panels_of_data_sources(n):
    return dashboard((panel(i, f"m{i}", datasource={"type": "prometheus", "uid": f"${{v{i}}}"}) for i in range(n)), [
        {"name": f"v{i}", "type": "datasource", "query": "prometheus"} for i in range(n)])


@kind(4000)
def labels_of_a_legend(n):
    return dashboard([panel(1, targets=[{"refId": "A", "expr": "sum by (x) (m)", "legendFormat": each(n, "{{l{i}}}", "")}])])


@kind(8000)
def variables_with_open_braces(n):
    return dashboard([panel(1, "up", description="${a." * n), panel(2, 'm{x="' + "${a." * n + '"}')], [variable("v")])


@kind(8000)
def undefined_variables(n):
    return dashboard(panel(i, f'up{{job="$v{i}"}}') for i in range(n))


@kind(8000)
def undefined_variables_of_a_panel(n):
    return dashboard([panel(1, "up{" + each(n, 'l{i}="$v{i}"', ",") + "}")], [variable("w")])


@kind(4000)
def links(n):
    return dashboard([panel(1, "up")], links=[{"title": f"L{i}", "type": "link", "url": f"/d/u{i}/x"} for i in range(n)])


@kind(800)
def dashboards(n):
    return {f"{i}.json": dashboard([panel(1, f"m{i}")], title=f"T{i}", uid=f"u{i}")["dashboard.json"] for i in range(n)}


@kind(800)
def dashboards_of_one_title(n):
    return {f"{i}.json": dashboard([panel(1, f"m{i}")])["dashboard.json"] for i in range(n)}


@kind(16000)
def dashboards_and_links(n):
    return {f"{i}.json": dashboard([panel(1, f"m{i}")], title=f"T{i}", uid=f"u{i}")["dashboard.json"] for i in range(n // 10)} | {
        "x.json": links(n)["dashboard.json"]}


# MARK: Expositions

METRICS = "metrics check page.prom"


def page(text):
    return {"page.prom": text + "\n"}


@kind(32000, METRICS)
def labels_of_a_sample(n):
    return page("m{" + each(n, 'l{i}="x"', ",") + "} 1")


@kind(16000, METRICS)
def label_names_of_a_family(n):
    return page("# TYPE m gauge\n" + each(n, 'm{l{i}="x"} 1'))


@kind(64000, METRICS)
def samples(n):
    return page("# TYPE m gauge\n" + each(n, 'm{l="{i}"} 1'))


@kind(64000, METRICS)
def identical_samples(n):
    return page("# TYPE m gauge\n" + each(n, 'm{l="x"} 1'))


@kind(16000, METRICS)
def families(n):
    return page(each(n, "# HELP m{i} x\n# TYPE m{i} gauge\nm{i} 1"))


@kind(16000, METRICS)
def families_that_come_twice(n):
    return page(each(n, "# TYPE m{i} gauge\nm{i} 1") + "\n" + each(n, 'm{i}{x="y"} 1'))


@kind(8000, METRICS)
def buckets_of_a_histogram(n):
    return page("# HELP h x\n# TYPE h histogram\n" + each(n, 'h_bucket{le="{i}"} 1') + f'\nh_bucket{{le="+Inf"}} 1\nh_sum 1\nh_count 1')


@kind(8000, METRICS)
def histograms_of_a_family(n):
    return page("# HELP h x\n# TYPE h histogram\n" + each(n, 'h_bucket{a="{i}",le="1"} 1\nh_bucket{a="{i}",le="+Inf"} 1\nh_sum{a="{i}"} 1\nh_count{a="{i}"} 1'))


@kind(8000, METRICS)
def broken_samples(n):
    return page(each(n, "m{i}{ 1"))


@kind(16000)
def families_to_lint(n):
    return families(n)


@kind(8000)
def families_and_rules(n):
    return page(each(n, "# HELP m{i} x\n# TYPE m{i} gauge\nm{i} 1")) | rules(each(n, alert("A{i}", "m{i} > 0")))


@kind(2000)
def families_and_unknown_metrics(n):
    return page(each(n, "# HELP some_metric_{i} x\n# TYPE some_metric_{i} gauge\nsome_metric_{i} 1")) | rules(each(
        n, alert("A{i}", "some_metrik_{i} > 0")))


@kind(8000, "init --scrape page.prom --output - --project p")
def families_for_a_first_spec(n):
    return families(n)


@kind(2000, "init --scrape page.prom --output - --project p")
def label_names_for_a_first_spec(n):
    return page("# HELP m x\n# TYPE m gauge\n" + each(n, 'm{l{i}="x"} 1'))


# MARK: Specs

def spec(services="  api: {targets: ['api:8000']}", rest="", receivers="  r: {type: slack, channel: '#a', webhook_url_file: s/x}"):
    return {"pharos.yml": f"version: 1\nproject: p\nteam: t\nservices:\n{services}\nreceivers:\n{receivers}\n{rest}\n"}


def services_of(n, more=""):
    return each(n, "  s{i}: {targets: ['s{i}:8000'], packs: [http]" + more + "}")


@kind(1600, VALIDATE)
def services(n):
    return spec(services_of(n), f"budgets: {{series: {n * 100000 + 100000}, label_values: {n + 100}}}")


@kind(400, GENERATE)
def services_to_generate(n):
    return services(n)


@kind(3200)
def services_to_lint(n):
    return services(n)


@kind(400)
def services_of_files_to_lint(n):
    return services(n) | rules(each(n, alert("A{i}", "m{i} > 0")))


@kind(400, VALIDATE)
def services_with_objectives(n):
    return spec(services_of(n, ", objectives: {availability: {type: availability, target: 99.9%, window: 30d}}"),
                f"budgets: {{series: {n * 100000 + 100000}, label_values: {n + 100}}}")


@kind(1600, VALIDATE)
def objectives_of_a_service(n):
    return spec("  api:\n    targets: ['api:8000']\n    objectives:\n" + each(
        n, "      o{i}: {type: availability, target: 99.9%, window: 30d, match: {endpoint: [/{i}]}}"))


@kind(1600, VALIDATE)
def components(n):
    return spec(rest="components:\n" + each(n, "  c{i}: {pack: redis, targets: ['c{i}:6379']}"))


@kind(8000, VALIDATE)
def receivers(n):
    return spec(receivers="  r: {type: slack, channel: '#a', webhook_url_file: s/x}\n" + each(
        n, "  r{i}: {type: slack, channel: '#a', webhook_url_file: s/x}"), rest="severities: [{name: a, respond_within: 5m, notify: [r]}]")


@kind(4000, VALIDATE)
def routes_of_a_spec(n):
    return spec(rest="routes:\n" + each(n, "  - {match: {service: s{i}}, notify: [r]}"))


@kind(4000, VALIDATE)
def unknown_receivers_of_a_spec(n):
    return spec(rest="routes:\n" + each(n, "  - {match: {x: s{i}}, notify: [q{i}]}"), receivers=each(
        n, "  r{i}: {type: slack, channel: '#a', webhook_url_file: s/x}"))


@kind(1600, VALIDATE)
def routes_and_services(n):
    return spec(services_of(n), "routes:\n" + each(n, "  - {match: {service: s{i}}, notify: [r]}")
                + f"\nbudgets: {{series: {n * 100000 + 100000}, label_values: {n + 100}}}")


@kind(4000, VALIDATE)
def services_that_cannot_be_read(n):
    return spec(each(n, "  s{i}: {targets: ['s{i}:8000'], packs: [http], health: 7}"), "routes:\n" + each(
        n, "  - {match: {service: s{i}}, notify: 7}"))


@kind(1600, VALIDATE)
def services_with_tuned_alerts(n):
    return spec(services_of(n, ", alerts: {HighErrorRate: {enabled: false}}"),
                f"budgets: {{series: {n * 100000 + 100000}, label_values: {n + 100}}}")


@kind(4000, VALIDATE)
def unknown_references(n):
    return spec(each(n, "  s{i}: {targets: ['s{i}:8000'], packs: [none{i}]}"), "alerts:\n" + each(
        n, "  A{i}: {service: t{i}, expr: 'm > 0', severity: s{i}, summary: x, description: x, runbook: x}"))


@kind(8000, VALIDATE)
def unknown_keys(n):
    return spec(rest=each(n, "servicf{i}: {}"))


@kind(1600, VALIDATE)
def alerts_of_a_spec(n):
    return spec(rest="alerts:\n" + each(
        n, "  A{i}: {service: api, expr: 'm{i} > 0', severity: critical, summary: x, description: x, runbook: r{i}}\n") + "\nknown_metrics: ["
        + each(n, "m{i}", ", ") + "]")


@kind(4000, VALIDATE)
def metrics_of_a_service(n):
    return spec("  api:\n    targets: ['api:8000']\n    metrics:\n" + each(n, "      m{i}_total: {type: counter, help: x}"))


@kind(4000, VALIDATE)
def labels_of_a_metric(n):
    return spec("  api:\n    targets: ['api:8000']\n    metrics:\n      m_total:\n        type: counter\n        help: x\n        labels:\n" + each(
        n, "          l{i}: {max: 1}"))


@kind(4000, VALIDATE)
def scrapes_of_a_service(n):
    return spec("  api:\n    targets: ['api:8000']\n    scrapes:\n" + each(n, "      s{i}: {path: /{i}}"))


@kind(4000, VALIDATE)
def targets_of_a_service(n):
    return spec(f"  api: {{targets: [{each(n, chr(39) + 'a{i}:8000' + chr(39), ', ')}]}}")


@kind(4000, VALIDATE)
def teams(n):
    return spec(rest="teams:\n" + each(n, "  t{i}: {notify: [r]}"))


@kind(1000, VALIDATE)
def severities(n):
    return spec(rest="severities:\n" + each(n, "  - {name: s{i}, respond_within: 1h, notify: [r]}"))


@kind(1600, VALIDATE)
def probes(n):
    return spec(rest="probes:\n" + each(n, "  p{i}: {url: 'https://p{i}.example', status: 200}"))


@kind(4000, VALIDATE)
def time_intervals_of_a_spec(n):
    return spec(rest="time_intervals:\n" + each(n, "  t{i}: [{weekdays: ['monday']}]") + "\nroutes:\n" + each(
        n, "  - {match: {service: s{i}}, notify: [r], mute: [t{i}]}"))


@kind(1000)
def policies(n):
    return spec(rest="lint:\n  policies:\n" + each(n, "    - {name: p{i}, on: alert, field: name, pattern: 'A.*'}")) | rules(
        each(10, alert("A{i}", "up > {i}")))


@kind(4000)
def ignored_patterns(n):
    return spec(rest="lint:\n  ignore: [" + each(n, "'x{i}/**'", ", ") + "]") | rules(each(10, alert("A{i}", "up > {i}")))


@kind(4000)
def known_metrics(n):
    return spec(rest="lint:\n  known_metrics: [" + each(n, "'m{i}_*'", ", ") + "]") | rules(each(100, alert("A{i}", "m{i}_x > {i}")))


@kind(6400, "generate pharos.yml --dry-run")
def keys_of_an_overlay(n):
    return spec() | {"overrides/prometheus/prometheus.yml": "scrape_configs:\n" + each(
        n, "- {job_name: x{i}, static_configs: [{targets: ['h{i}:1']}]}") + "\n"}


@kind(8000, "generate pharos.yml --dry-run")
def labels_of_an_overlay(n):
    return spec() | {"overrides/prometheus/prometheus.yml": "global:\n  external_labels:\n" + each(n, "    l{i}: x") + "\n"}


@kind(8000, "generate pharos.yml --dry-run")
def unknown_elements_of_an_overlay(n):
    return spec() | {"overrides/prometheus/prometheus.yml": "scrape_configs:\n" + each(n, "- {job_name: x{i}, $delete: true}") + "\n"}


@kind(800)
def ignored_patterns_and_files(n):
    return spec(rest="lint:\n  ignore: [" + each(n, "'x{i}/**'", ", ") + "]") | rule_files(n)


@kind(200, VALIDATE)
def packs(n):
    return spec(rest="packs_dir: packs") | {f"packs/p{i}/pack.yml": f"name: p{i}\ntitle: P\nkind: application\nsummary: x.\nmetrics:\n"
                                           f"  p{i}_total: {{ type: counter, help: x. }}\n" for i in range(n)}


# MARK: Compose

def compose(services="  a: {image: 'x:1'}", rest=""):
    return {"compose.yml": f"services:\n{services}\n{rest}\n"}


@kind(6400)
def compose_services(n):
    return compose(each(n, "  s{i}: {image: 'x:1', restart: always}"))


@kind(3200)
def compose_services_with_ports(n):
    return compose(each(n, "  s{i}: {image: 'x:1', ports: ['{i}:80'], container_name: c{i}}"))


@kind(3200)
def compose_services_on_one_port(n):
    return compose(each(n, "  s{i}: {image: 'x:1', ports: ['80:80'], container_name: c}"))


@kind(3200)
def compose_services_on_addresses(n):
    return compose(each(n, lambda i: f"  s{i}: {{image: 'x:1', ports: ['127.0.{i >> 8}.{i & 255}:80:80']}}"))


@kind(3200)
def compose_dependencies_in_a_chain(n):
    return compose(each(n, lambda i: f"  s{i}: {{image: 'x:1', depends_on: [s{i + 1}]}}") + f"\n  s{n}: {{image: 'x:1'}}")


@kind(3200)
def compose_cycle(n):
    return compose(each(n, lambda i: f"  s{i}: {{image: 'x:1', depends_on: [s{(i + 1) % n}]}}"))


@kind(3200)
def compose_undefined_references(n):
    return compose(each(n, "  s{i}: {image: 'x:1', depends_on: [t{i}], networks: [n{i}], volumes: ['v{i}:/x']}"))


@kind(6400)
def compose_networks(n):
    return compose("  a: {image: 'x:1', networks: [" + each(n, "n{i}", ", ") + "]}", "networks:\n" + each(n, "  n{i}: {}"))


@kind(6400)
def compose_variables_of_a_service(n):
    return compose("  a:\n    image: 'x:1'\n    environment:\n" + each(n, "      V{i}: '$W{i}'"))


@kind(6400)
def compose_services_that_extend(n):
    return compose(each(n, lambda i: f"  s{i}: {{extends: {{service: s{i + 1}}}}}") + f"\n  s{n}: {{image: 'x:1'}}")


@kind(400)
def compose_files(n):
    return {f"compose.{i}.yml": compose(f"  s{i}: {{image: 'x:1'}}")["compose.yml"] for i in range(n)}


@kind(1600, "init --from-compose compose.yml --output - --project p")
def compose_services_for_a_first_spec(n):
    return compose(each(n, "  s{i}: {image: 'x:1', ports: ['{i}:80']}"))


@kind(1600, "init --from-compose compose.yml --output - --project p")
def compose_services_that_extend_the_one_before(n):
    return compose("  s0: {image: 'x:1'}\n" + "\n".join(f"  s{i + 1}: {{extends: s{i}}}" for i in range(n)))


@kind(96, "init --from-compose 0.yml --output - --project p")
def compose_files_that_include_one_twice(n):
    return {f"{i}.yml": f"include: [{i + 1}.yml, {i + 1}.yml]\nservices: {{s{i}: {{image: x}}}}\n" for i in range(n)} | {
        f"{n}.yml": "services: {last: {image: x}}\n"}


@kind(12800, "init --from-compose compose.yml --output - --project p")
def variables_for_a_first_spec(n):
    return compose() | {".env": each(n, "A{i}=x")}


@kind(192, "init --from-compose compose.yml --output - --project p")
def variables_that_hold_another_twice(n):
    return compose("  a: {image: 'x:$A" + str(n) + "'}") | {
        ".env": "A0=x\n" + "\n".join(f"A{i + 1}=${{A{i}}}${{A{i}}}" for i in range(n))}


@kind(1600)
def compose_services_and_jobs(n):
    return compose(each(n, "  s{i}: {image: 'x:1'}") + "\n  prometheus: {image: 'prom/prometheus:v3.0.0', volumes: ['./prometheus.yml:/etc/prometheus/prometheus.yml']}") | prometheus(
        "scrape_configs:\n" + each(n, "- {job_name: j{i}, static_configs: [{targets: ['s{i}:80']}]}"))


@kind(1600, "init --from-prometheus prometheus.yml --output - --project p")
def jobs_for_a_first_spec(n):
    return scrape_jobs(n)


@kind(1600, "init --from-prometheus prometheus.yml --output - --project p")
def alerts_for_a_first_spec(n):
    return alerts(n) | prometheus("rule_files: [rules.yml]\nscrape_configs: [{job_name: j, static_configs: [{targets: ['h:1']}]}]")


@kind(6400, "init --from-prometheus prometheus.yml --output - --project p")
def alerts_of_one_name_for_a_first_spec(n):
    return rules(each(n, "  - {alert: A, expr: 'up{job=\"j\"} == {i}'}")) | prometheus(
        "rule_files: [rules.yml]\nscrape_configs: [{job_name: j, static_configs: [{targets: ['h:1']}]}]")


@kind(400, "init --from-prometheus prometheus.yml --output - --project p")
def rule_file_named_again_for_a_first_spec(n):
    return alerts(n) | prometheus("rule_files:\n" + each(n, "- rules.yml") + "\nscrape_configs: [{job_name: j, static_configs: [{targets: ['h:1']}]}]")


@kind(6400, "init --from-prometheus prometheus.yml --output - --project p")
def jobs_of_one_slug_for_a_first_spec(n):
    return prometheus("scrape_configs:\n" + each(n, "- {job_name: 'J é', static_configs: [{targets: ['h{i}:1']}]}"))


@kind(25600, "init --from-prometheus prometheus.yml --output - --project p")
def targets_of_a_job_for_a_first_spec(n):
    return prometheus("scrape_configs:\n- {job_name: j, static_configs: [{targets: [" + each(n, "'h{i}:1'", ", ") + "]}]}")


@kind(6400, "init --from-compose compose.yml --output - --project p")
def nested_defaults_for_a_first_spec(n):
    return compose("  a: {image: 'x:" + "${A:-" * n + "}" * n + "'}")


@kind(1600, "init --from-alertmanager alertmanager.yml --output - --project p")
def routes_for_a_first_spec(n):
    return alertmanager(each(n, "  - {receiver: r{i}, matchers: ['a=\"{i}\"']}"), "- name: r\n" + each(
        n, "- {name: r{i}, slack_configs: [{api_url_file: x, channel: c}]}"))


# MARK: YAML, JSON, Markdown

@kind(960)
def nested_yaml(n):
    return rules("  - {record: 'a:b:c', expr: m, labels: {a: " + "[" * n + "]" * n + "}}")


@kind(480)
def nested_yaml_blocks(n):
    return {"rules.yml": rules("  - {record: 'a:b:c', expr: m}")["rules.yml"] + "x-a:\n" + each(n, lambda i: " " * (i + 1) + "a:") + " 1\n"}


@kind(960)
def nested_json(n):
    return {"dashboard.json": dashboard([panel(1, "up")])["dashboard.json"][:-1] + ', "x": ' + "[" * n + "]" * n + "}"}


@kind(32000)
def keys_of_a_mapping(n):
    return {"rules.yml": rules("  - {record: 'a:b:c', expr: m}")["rules.yml"] + each(n, "k{i}: 1") + "\n"}


@kind(16000)
def one_key_again_and_again(n):
    return {"rules.yml": rules("  - {record: 'a:b:c', expr: m}")["rules.yml"] + each(n, "k: 1") + "\n"}


@kind(16000)
def anchors(n):
    return rules(each(n, "  - {record: 'a:b{i}:c', expr: &e{i} sum(m)}\n  - {record: 'a:d{i}:c', expr: *e{i}}"))


@kind(8000)
def yaml_documents(n):
    return {"rules.yml": each(n, "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: r{i}}\nspec:\n  groups:\n"
                               "  - {name: g, rules: [{record: 'a:b{i}:c', expr: sum(m{i})}]}", "\n---\n") + "\n"}


@kind(1600)
def files_in_a_config_map(n):
    return {"map.yml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n" + each(
        n, "  r{i}.yml: |\n    groups:\n    - name: g{i}\n      rules:\n      - {record: 'a:b{i}:c', expr: sum(m{i})}") + "\n"}


@kind(16000)
def lines_of_a_description(n):
    return rules("  - alert: A\n    expr: up == 0\n    annotations:\n      description: |\n" + each(n, "        line {{ $value }} {i}"))


@kind(16000)
def escapes_of_a_scalar(n):
    return rules('  - {record: "a:b:c", expr: "m{l=\\"' + "\\u0041" * n + '\\"}"}')


@kind(1600)
def headings_of_a_runbook(n):
    return rules(alert("A", "up == 0").replace("https://x.example/r", "runbooks/a.md#h0")) | {
        "runbooks/a.md": each(n, "## h{i}\n\ntext [x](#h{i})\n")}


@kind(1600)
def links_to_headings(n):
    return rules(each(n, alert("A{i}", "m{i} == 0").replace("https://x.example/r", "https://x.example/runbooks/a.md#h{i}"))) | {
        "runbooks/a.md": each(n, "## h{i}\n\ntext\n")}


@kind(1600)
def runbooks(n):
    return rules(each(n, alert("A{i}", "m{i} == 0").replace("https://x.example/r", "https://x.example/runbooks/r{i}.md"))) | {
        f"runbooks/r{i}.md": "# R\n\n## Impact\n\ntext\n" for i in range(n)}


@kind(1600)
def missing_runbooks(n):
    return rules(each(n, alert("A{i}", "m{i} == 0").replace("https://x.example/r", "https://x.example/runbooks/q{i}.md"))) | {
        f"runbooks/r{i}.md": "# R\n\n## Impact\n\ntext\n" for i in range(n)}


@kind(1600)
def broken_links_of_runbooks(n):
    return {f"runbooks/r{i}.md": f"# R\n\n## Impact\n\n[x](q{i}.md)\n" for i in range(n)}


@kind(4000)
def tests_of_unknown_alerts(n):
    return rules(each(n, alert("A{i}", "m{i} == 0"))) | {"rules.test.yml": "rule_files: [rules.yml]\ntests:\n" + each(
        n, "- {interval: 1m, input_series: [], alert_rule_test: [{eval_time: 5m, alertname: B{i}, exp_alerts: []}]}") + "\n"}


@kind(800)
def files_of_tests(n):
    return rules(each(n, alert("A{i}", "m{i} == 0"))) | {f"test{i}.yml": "rule_files: [rules.yml]\ntests:\n"
        f"- {{interval: 1m, input_series: [], alert_rule_test: [{{eval_time: 5m, alertname: A{i}, exp_alerts: []}}]}}\n" for i in range(n)}


# MARK: Findings

@kind(8000, "lint rules.yml --baseline baseline.json")
def findings_of_a_baseline(n):
    known = [{"file": "rules.yml", "rule": "record/name", "line": f"- {{record: 'a', expr: 'sum(m{i})'}}", "count": 1} for i in range(n)]
    return findings_for_a_baseline(n) | {"baseline.json": json.dumps({"version": 1, "findings": known})}


@kind(8000, "lint rules.yml --baseline baseline.json --write-baseline")
def findings_for_a_baseline(n):
    return rules(each(n, "  - {record: 'a', expr: 'sum(m{i})'}"))


@kind(4000, "lint rules.yml --fix")
def findings_to_fix(n):
    return rules(each(n, "  - {record: 'a:b{i}:c', expr: 'm{l=~\"^x{i}$\"}'}"))


@kind(8000, "lint rules.yml --format sarif")
def findings_as_sarif(n):
    return rules(each(n, "  - {record: 'a', expr: 'sum(m{i})'}"))


def balanced(n, first=0):
    """Terms in pairs of pairs: each operator of a chain is one deeper than the next, and its lines are so far indented."""
    return f"sum by (a) (m{first})" if n < 2 else f"({balanced(n // 2, first)} + {balanced(n - n // 2, first + n // 2)})"


@kind(8000, "promql format --file expression.txt")
def terms_to_format(n):
    return {"expression.txt": balanced(n) + "\n"}


@kind(480, "promql format --file expression.txt")
def chain_to_format(n):
    return {"expression.txt": each(n, "m{i}", " + ") + "\n"}


@kind(8000, "promql labels --file expression.txt")
def terms_to_explain(n):
    return {"expression.txt": balanced(n) + "\n"}


@kind(64000)
def letters_of_a_broken_key(n):
    return {"rules.yml": "groups: [{ a: '" + "0" * n + "}' \n"}


# MARK: Secrets

def secrets(text):
    """In an annotation with an error, whose line is shown."""
    return rules(f"  - alert: A\n    expr: up == 0\n    annotations: {{description: '{text}', summary: '{{{{ nope }}}} {text}'}}")


@kind(64000)
def addresses_with_passwords(n):
    return secrets("a@" * n)


@kind(16000)
def addresses_of_hosts(n):
    return secrets("x://u:p@" * n)


@kind(16000)
def passwords(n):
    return secrets("password: x " * n)


@kind(16000)
def parameters_of_an_address(n):
    return secrets("?key=" * n)


@kind(16000)
def passwords_on_lines(n):
    return {"rules.yml": rules("  - {record: 'a:b:c', expr: m}")["rules.yml"] + "x-a:\n" + each(n, "  - password: x{i}") + "\n"}


@kind(16000)
def passwords_in_brackets(n):
    return {"rules.yml": rules("  - {record: 'a:b:c', expr: m}")["rules.yml"] + "x-a: [" + each(n, "{password: x{i}}", ", ") + "]\n"}


@kind(8000)
def passwords_in_calls(n):
    return secrets('a(b, password="x", ' * n)


@kind(16000)
def passwords_by_default(n):
    return secrets("${DB_PASSWORD:-" * n)


@kind(16000)
def passwords_of_assignments(n):
    return secrets("password = x " * n)


@kind(8000)
def passwords_of_open_calls(n):
    return secrets("password=f(a " * n)


@kind(8000)
def passwords_of_long_texts(n):
    return secrets('token="""' * n)


@kind(8000)
def passwords_in_sums(n):
    return secrets('password = "a" + ' * n)


@kind(8000)
def passwords_in_pipes(n):
    return secrets("echo x | " * n + "docker login --password-stdin")


@kind(8000)
def passwords_that_are_compared(n):
    return secrets('{password!~"x", token=~' * n)


@kind(8000)
def secrets_of_a_command(n):
    return compose("  a: {image: 'x:1', command: [" + each(n, "--password, x{i}", ", ") + "]}")


@kind(32000, "promql format --file expression.txt")
def secrets_of_a_message(n):
    return {"expression.txt": "m{a=" + "a@" * n + "}\n"}


def main():
    if len(sys.argv) != 4:
        print(*KINDS, sep="\n")
        return
    KINDS[sys.argv[1]].write(int(sys.argv[2]), Path(sys.argv[3]))


if __name__ == "__main__":
    main()
