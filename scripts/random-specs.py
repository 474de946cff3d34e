#!/usr/bin/env python3
"""Usage: scripts/random-specs.py [--pharos BINARY] [--count N] [--seed S] [--only NUMBER] [--keep FOLDER]

Makes valid specs at random and holds what pharos generates from them against the tools that read it. Specs are drawn from
the schema that `pharos schema` prints, so that every key of the spec takes part with values at its bounds and with texts that mean
something to YAML, Compose, Go templates, Markdown and shells. What `pharos validate` refuses is taken out until nothing is
left to refuse. A spec is a function of the seed and its number; one that fails is made as small as it can be, and printed.
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

try:
    import re._parser as patterns
except ImportError:
    import sre_parse as patterns

ROOT = Path(__file__).resolve().parent.parent
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Texts that mean something to one of the readers.
TEXTS = [
    "shop", "a b", "$", "$$", "$HOME", "${HOME}", "${HOME:?no}", "$(id)", "pa$word", "100%", "{{ if }}", "{{ $labels.job }}", "{{ $value }}",
    "{{ .CommonLabels.service }}", "{{", "a|b", "<script>alert(1)</script>", "[x](javascript:1)", "`id`", "``` ```", "*a* _b_", "# no comment",
    "- a", "1. b", "a: b", "a #b", "'", '"', "\\", "\\n", "two\nlines", "end\n", " lead", "trail ", "\ttab", "yes", "no", "null", "~", "1e3", "0x1F", "1_000",
    "2024-01-01", "12:30:45", "é", "日本語", "🙂", "\u0085", "\u2028", "\ufeff", "\u0001", "\u007f", "-->", "*/", "}}", "@{name}", "%s", "%zz", "../up",
    "a/b", "&a", "*a", "!t", "x" * 300, "", "=", "<<", ".", "...", "---", "?", ":", ",", "{}", "[]",
]
LABELS = ["queue", "job", "instance", "le", "tier", "team", "category", "a", "code", "x" * 1200]
NAMES = ["web", "api", "a-b", "a_b", "a", "db", "cache", "alerts", "slo", "cost", "web-long", "web-2", "readme", "prometheus", "x" * 63, "0", "1e3", "null", "on"]
EXPRESSIONS = [
    'up{service="web"} == 0', "vector(1) > 0", "absent(up)", 'sum by (queue) (rate(up[5m])) > 1.5', "queue_depth > 100",
    'min by (queue) (min_over_time(queue_depth[10m])) > 100', "rate(", "up", "time() > 1e9", "up == 0\n", "  up == 0", '"a"', "up{a=\"$x\"} > 0",
]
# Keys whose values must fit something else in the spec, or what packs have.
HINTS = {
    "expr": EXPRESSIONS, "series": ['queue_depth{queue="mail"}', "up", "{}", 'up{service="web", job="web"}', "up{", "up == 1"],
    "values": ["500x30", "0+10x60", "_x5 1 stale", "NaN", "1 2 3", "x", "0x1F"],
    "bad": ['sum(rate(http_requests_total{status="500"}[$window]))', "up"], "total": ["sum(rate(http_requests_total[$window]))"],
    "severity": ["critical", "warning", "info", "sev1"], "labels": None,
    "body": ["ok", "^\\d+$", "(", "a|b", "`"], "to": TEXTS + ["a@example.org", "{{ .CommonLabels.team }}@example.org"],
    "runbook": ["readme", "queue-stuck", "http-errors", "https://wiki.example/a(b)", "https://wiki.example/a|b", "https://wiki.example/%zz"],
    "location": ["Europe/Berlin", "UTC", "Local", "Nowhere"], "packs_dir": None, "overrides_dir": None, "packs": ["http", "ai", "business", "rum", "agents", "security"],
    "deploy.registry": ["registry.example.org/mirror", "localhost:5000", "a/$x", "a/B"],
    "not_exposed": ["http_requests_total", "http_request_duration_seconds", "http_requests_total{status}", "model_tokens_total", "redis_up", "pg_up"],
    "window": ["1h", "1d", "7d", "30d", "1w", "28d"], "target": ["99%", "99.9%", "0.5", "0", "1", "50%"], "under": ["250ms", "1s", "2500ms"],
    "paths": ["targets/*.yml", "a.json", "targets/web", "*/a.yml", "a*b*.yml", "x.YML", "$x.yml"],
    "bind": ["127.0.0.1", "0.0.0.0", "[::1]", "localhost", "1d12h", "::1", "256.1.1.1", "127.0.0.1:1"],
    "host": ["tcp://docker:2375", "http://[::1]:2375"],
}
LONG = {"for": ["0s", "5m", "7d", "8d"], "interval": ["1s", "15s", "1m", "5m"], "timeout": ["1s", "10s", "5m"]}


# What every spec needs.
LEAST = {
    "version": 1, "project": "shop", "services": {"web": {"targets": ["web:8000"]}},
    "receivers": {"slack": {"type": "slack", "channel": "#alerts", "webhook_url_file": "secrets/slack"}},
}


# Integrations that came after Debian's Alertmanager, 0.25, and secrets that it reads from no file: `ReceiverKind.since`.
NEWER = ["msteamsv2_configs", "jira_configs", "rocketchat_configs", "incidentio_configs", "mattermost_configs"]
WITHOUT_FILE = {
    "webhook_configs": {"url_file": "http://a/"}, "discord_configs": {"webhook_url_file": "http://a/"},
    "telegram_configs": {"bot_token_file": "a"}, "pushover_configs": {"user_key_file": "a", "token_file": "a"},
}


def as_of_0_25(receiver):
    """A receiver as that Alertmanager takes it."""
    for key in NEWER:
        receiver.pop(key, None)
    for key, files in WITHOUT_FILE.items():
        for integration in receiver.get(key, []):
            for name, value in files.items():
                if integration.pop(name, None):
                    integration[name.removesuffix("_file")] = value


class Packs:
    """What the packs have, by name: settings with their types, alerts with their thresholds."""

    def __init__(self):
        self.settings, self.alerts, self.kinds = {}, {}, {}
        for folder in sorted((ROOT / "templates/packs").iterdir()):
            pack = yaml.load((folder / "pack.yml").read_text(encoding="utf-8"), Loader=Loader)
            rules = folder / "rules.yml"
            rules = yaml.load(rules.read_text(encoding="utf-8"), Loader=Loader) if rules.exists() else {}
            self.settings[folder.name] = pack.get("settings") or {}
            self.alerts[folder.name] = rules.get("alerts") or {}
            self.kinds[folder.name] = pack["kind"]


class Generator:
    """Draws a spec from the schema."""

    def __init__(self, schema, packs, seed):
        self.definitions, self.packs, self.random = schema["$defs"], packs, random.Random(seed)
        self.schema = schema
        self.density = self.random.choice([0.1, 0.2, 0.3, 0.5])

    def spec(self):
        return self.value(self.schema, [])

    def pick(self, choices):
        return self.random.choice(choices)

    def value(self, schema, path):
        schema = self.resolved(schema)
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if path[:1] == ["environments"]:
            return {}
        if key in HINTS and HINTS[key] is None and schema.get("type") != "object" and "additionalProperties" not in schema:
            return None
        hints = HINTS.get(key) or LONG.get(key)
        if hints and schema.get("type") not in ("object", "array", "boolean") and "properties" not in schema and self.random.random() < 0.8:
            return self.pick(hints)
        if key.endswith("_file") or key == "env":
            secret = self.pick(["secrets/key", "secrets/" + path[-2], "certificates/s", {"env": "KEY"}])
            return secret if key != "env" else "KEY"
        if "anyOf" in schema:
            return self.value(self.pick(schema["anyOf"]), path)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.pick(schema["enum"])
        kind = schema.get("type")
        kind = self.pick([k for k in kind if k != "null"]) if isinstance(kind, list) else kind
        if kind == "object" or "properties" in schema:
            return self.mapping(schema, path)
        if kind == "array":
            least = schema.get("minItems", 0)
            items = [self.value(schema["items"], path + [i]) for i in range(least + self.pick([0, 0, 1, 1, 2]))]
            return [item for item in items if item is not None]
        if kind == "boolean":
            return self.pick([True, False])
        if kind == "integer":
            low, high = schema.get("minimum", 0), schema.get("maximum", 1000)
            return self.pick([low, high, min(high, low + 1), min(high, low + 2), self.random.randint(low, min(high, low + 1000))])
        if "pattern" in schema and self.random.random() < 0.9:
            if schema["pattern"].startswith("^[a-z0-9]([a-z0-9_-]{0,61}"):
                return self.pick(NAMES)
            if "examples" in schema and self.random.random() < 0.7:
                return self.pick(schema["examples"]).strip('"')
            return self.matching(patterns.parse(schema["pattern"]))
        if kind == "number":
            return self.pick([0, 0.001, 0.5, 1, 2.5, 100, 1e9])
        return self.pick(TEXTS)

    def resolved(self, schema):
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].split("/")[-1]]
        return schema

    def mapping(self, schema, path):
        # The word that decides between variants is drawn even where one of them is meant without it.
        tags = {tag for variant in schema.get("allOf", []) for tag in variant["if"]["properties"]}
        required = set(schema.get("required", [])) | tags
        result = {}
        chosen = [key for key in schema.get("properties", {}) if key in required or self.random.random() < self.density]
        if path and path[-1] == "discovery":
            # Debian's promtool is built without Kubernetes.
            chosen = [self.pick([key for key in schema["properties"] if key != "kubernetes"])]
        if path[-2:-1] == ["services"] and "discovery" not in chosen:
            chosen.append("targets")
        for key in chosen:
            value = self.value(schema["properties"][key], path + [key])
            if value is not None:
                result[key] = value
        for variant in schema.get("allOf", []):
            (tag, word), = variant["if"]["properties"].items()
            if result.get(tag) == word["const"]:
                result.update(self.mapping(self.resolved(variant["then"]), path))
                result[tag] = word["const"]
        inner = schema.get("additionalProperties")
        if isinstance(inner, dict):
            for _ in range(self.pick([0, 1, 1, 2, 3]) if path[-1:] not in (["services"], ["receivers"]) else self.pick([1, 1, 2, 3])):
                name = self.name(schema, path)
                value = self.value(inner, path + [name])
                if value is not None:
                    result[name] = value
        if path[:1] == ["components"] and len(path) == 2:
            self.component(result, path[1])
        if path[-2:-1] == ["alerts"] and len(path) > 2:
            self.tuning(result, path[-1])
        return result

    def name(self, schema, path):
        pattern = schema.get("propertyNames", {}).get("pattern", "")
        section = path[-1]
        if section == "alerts" and len(path) > 1:
            return self.pick([alert for alerts in self.packs.alerts.values() for alert in alerts])
        if section == "components" and self.random.random() < 0.7:
            return self.pick([name for name, kind in self.packs.kinds.items() if kind != "signals"])
        if section == "metrics":
            return self.pick(["queue_depth", "jobs_total", "http_requests_total", "http_request_duration_seconds", "x_seconds"])
        if pattern.startswith("^[a-z0-9]("):
            return self.pick(NAMES)
        if pattern.startswith("^[a-zA-Z_][a-zA-Z0-9_]*"):
            return self.pick(LABELS)
        if pattern.startswith("^[A-Z]"):
            return self.pick(["A", "QueueStuck", "Watchdog", "ServiceDown", "A" * 200])
        return self.matching(patterns.parse(pattern)) if pattern else self.pick(TEXTS)

    def component(self, component, name):
        if name not in self.packs.kinds:
            component["pack"] = self.pick([name for name, kind in self.packs.kinds.items() if kind == "exporter"])
        component.setdefault("targets", [f"{name}:{self.random.randint(1, 65535)}"])
        for key, setting in self.packs.settings.get(component.get("pack", name), {}).items():
            if setting.get("required") or self.random.random() < 0.6:
                word = {"integer": 5, "boolean": True, "duration": "5m", "url": "http://a/b?c=$d&e", "address": "a:1", "secret": "secrets/" + key}
                component[key] = word.get(setting["type"]) or self.pick(TEXTS + ["studio", "require", "db?sslmode=disable", "a/b", "a%20b"])

    def tuning(self, tuning, alert):
        found = next((alerts[alert] for alerts in self.packs.alerts.values() if alert in alerts), {})
        for name in found.get("parameters", {}):
            if self.random.random() < 0.3:
                tuning[name] = self.pick([0, 1, 0.5, "5m", "1h", 100])
        for level, value in {**found.get("above", {}), **found.get("below", {})}.items():
            if self.random.random() < 0.3:
                tuning[level] = self.pick([value, 0, 1, "99%", 0.5])

    def matching(self, pattern):
        """A text that a pattern matches; small repetitions, and now and then the most."""
        out = ""
        for op, argument in pattern:
            op = str(op)
            if op == "LITERAL":
                out += chr(argument)
            elif op == "NOT_LITERAL":
                out += self.pick([c for c in "a$<`" if ord(c) != argument])
            elif op == "ANY":
                out += self.pick(list("a1$ <`|{é"))
            elif op == "IN":
                out += self.member(argument)
            elif op in ("MAX_REPEAT", "MIN_REPEAT"):
                low, high, inner = argument
                high = min(int(high), low + 70)
                for _ in range(self.pick([low, low + 1, low + 2, high]) if high >= low + 2 else self.random.randint(low, high)):
                    out += self.matching(inner)
            elif op == "SUBPATTERN":
                out += self.matching(argument[-1])
            elif op == "BRANCH":
                out += self.matching(self.pick(argument[1]))
        return out

    def member(self, items):
        if str(items[0][0]) == "NEGATE":
            excluded = {chr(a) for op, a in items[1:] if str(op) == "LITERAL"}
            return self.pick([c for c in "aZ0$<`|{}()é&%" if c not in excluded])
        op, argument = self.pick(items)
        if str(op) == "RANGE":
            return chr(self.pick([argument[0], argument[1], self.random.randint(*argument)]))
        return chr(argument) if str(op) == "LITERAL" else self.pick("09")


class Text:
    """A spec as YAML with one entry a line, so that a finding's line says what it is about."""

    def __init__(self, value):
        self.lines, self.paths = [], []
        self.write(value, [], 0, "")

    def line(self, text, path):
        self.lines.append(text)
        self.paths.append(path)

    def write(self, value, path, indent, label):
        pad = "  " * indent
        if isinstance(value, (dict, list)) and value:
            if label:
                self.line(f"{pad}{label}", path)
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            for step, inner in entries:
                mark = f"? {scalar(step)}\n{pad}: " if isinstance(value, dict) and len(step) > 900 else scalar(step) + ":" if isinstance(value, dict) else "-"
                self.write(inner, path + [step], indent + (1 if label else 0), mark)
        else:
            text = "{}" if value == {} else "[]" if value == [] else scalar(value)
            for line in f"{pad}{label} {text}".split("\n"):
                self.line(line, path)

    def __str__(self):
        return "\n".join(self.lines) + "\n"


def scalar(value):
    """JSON is YAML, but for what is no printable character there."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if 0x20 <= ord(c) < 0x7F or 0xA0 <= ord(c) and c not in "\u2028\u2029\ufeff" else f"\\u{ord(c):04x}" for c in text)


def remove(value, path):
    for step in path[:-1]:
        value = value[step]
    if path:
        del value[path[-1]]


def copied(value):
    return json.loads(json.dumps(value))


class Judge:
    """Runs pharos on a spec, and the tools on what it generates."""

    def __init__(self, pharos, folder):
        self.pharos, self.folder = pharos, Path(folder)
        self.environment = {**os.environ, "HOME": "/leaked", "TERM": "dumb"}

    def run(self, arguments, folder=None, environment=None):
        result = subprocess.run(arguments, cwd=folder or self.folder, capture_output=True, text=True, errors="replace", env={**self.environment, **(environment or {})})
        return result.returncode, result.stdout + result.stderr

    def errors(self, spec):
        """The findings that refuse a spec, with their paths; None where pharos itself fails."""
        text = Text(spec)
        (self.folder / "pharos.yml").write_text(str(text), encoding="utf-8")
        status, output = self.run([self.pharos, "validate", "pharos.yml", "--format", "json"])
        if status not in (0, 1):
            return None, output
        findings = [f for f in json.loads(output)["findings"] if f["severity"] == "error"]
        lines = [min(f["start"]["line"] if f.get("start") else 1, len(text.paths)) for f in findings]
        return [(text.paths[line - 1], f) for line, f in zip(lines, findings)], output

    def repaired(self, spec):
        """The spec without what is refused; None where nothing is left of it."""
        for _ in range(60):
            errors, output = self.errors(spec)
            if errors is None:
                return spec, output
            if not errors:
                return spec, None
            for path, _ in errors:
                try:
                    remove(spec, path)
                except (KeyError, IndexError, TypeError):
                    continue
            pruned(spec)
            spec = {**copied(LEAST), **spec}
        return None, None

    def problem(self, spec, thorough):
        """The first tool that does not take what is generated, with what it says."""
        (self.folder / "pharos.yml").write_text(str(Text(spec)), encoding="utf-8")
        out = self.folder / "stack"
        shutil.rmtree(out, ignore_errors=True)
        status, output = self.run([self.pharos, "generate", "pharos.yml", "--output", "stack"])
        if status != 0:
            return "pharos generate", output
        files = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
        for check in (self.readable, self.prometheus, self.alertmanager, self.compose, self.pages, self.python):
            problem = check(out, files, thorough)
            if problem:
                return problem
        return None

    def readable(self, out, files, _):
        for name in files:
            try:
                if name.endswith(".yml"):
                    list(yaml.load_all((out / name).read_bytes(), Loader=Loader))
                elif name.endswith(".json"):
                    json.loads((out / name).read_bytes())
            except (ValueError, yaml.YAMLError) as error:
                return f"read {name.split('/')[-1] if '/rules/' not in name else 'rules'}", str(error)

    def prometheus(self, out, files, thorough):
        rules = [name for name in files if name.startswith("prometheus/rules/")]
        tests = [name for name in files if name.startswith("prometheus/tests/")]
        if "prometheus/prometheus.yml" in files:
            text = (out / "prometheus/prometheus.yml").read_text(encoding="utf-8")
            # Headers of scrapes came with 2.55.
            text = re.sub(r"(?m)^( +)http_headers:\n(?:\1 +.*\n|\n)+", "", text)
            (out / "prometheus/for-promtool.yml").write_text(text, encoding="utf-8")
            status, output = self.run(["promtool", "check", "config", "--syntax-only", "prometheus/for-promtool.yml"], out)
            if status:
                return "promtool check config", output
        if rules:
            status, output = self.run(["promtool", "check", "rules", "--lint=none", *rules], out)
            if status:
                return "promtool check rules", output
        own = [name for name in tests if "/alerts" in name or "/objective" in name]
        others = [name for name in tests if name not in own]
        chosen = tests if thorough else own + others[:2]
        # A written case is what its author says; that it is read at all is what is asked.
        for name in chosen:
            status, output = self.run(["promtool", "test", "rules", name], out)
            own_case = "/alerts" in name and "FAILED:\n" in output and "error" not in output.lower() and "parse" not in output.lower()
            if status and not own_case:
                return "promtool test rules", output
        return None

    def alertmanager(self, out, files, _):
        if "alertmanager/alertmanager.yml" in files:
            tree = yaml.safe_load((out / "alertmanager/alertmanager.yml").read_text(encoding="utf-8"))
            for receiver in tree["receivers"]:
                as_of_0_25(receiver)
            (out / "alertmanager/for-amtool.yml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
            status, output = self.run(["amtool", "check-config", "alertmanager/for-amtool.yml"], out)
            if status:
                return "amtool check-config", output

    def compose(self, out, files, _):
        if "docker-compose.yml" not in files:
            return None
        text = (out / "docker-compose.yml").read_text(encoding="utf-8")
        # docker-compose 1.29, which Debian has, knows neither the name nor secrets of the environment.
        text = re.sub(r"(?m)^    environment: (.+)$", r"    file: ./\1", re.sub(r"(?m)^name: .*\n", "", text))
        (out / "compose.yml").write_text(text, encoding="utf-8")
        names = [line[:-1] for line in (out / ".env.example").read_text(encoding="utf-8").splitlines() if line.endswith("=")]
        status, output = self.run(["docker-compose", "-f", "compose.yml", "config"], out, {name: "1" for name in names if name != "HOME"})
        if status:
            return "docker-compose config", output
        if "variable is not set" in output or "/leaked" in output:
            return "docker-compose config: a variable", output

    def pages(self, out, files, _):
        for name in files:
            if not name.endswith(".md"):
                continue
            text = (out / name).read_text(encoding="utf-8")
            plain = re.sub(r"(?ms)^(`{3,})[^\n]*\n.*?^\1$", "", text)
            # What is escaped begins no code, and in code nothing is escaped.
            plain = re.sub(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)", lambda found: "" if found[1] else found[0], plain)
            if re.search(r"(?<!\\)<script>alert", plain) or re.search(r"(?<!\\)\]\(javascript:", plain):
                return "Markdown", f"{name} has markup of the spec's"
            cells = None
            for line in plain.split("\n"):
                count = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) if line.startswith("|") else None
                if count and cells and count != cells:
                    return "Markdown table", f"{name}: {line}"
                cells = count

    def python(self, out, files, _):
        for name in files:
            if name.endswith(".py"):
                try:
                    compile((out / name).read_bytes(), name, "exec")
                except SyntaxError as error:
                    return "python", f"{name}: {error}"

    def minimal(self, spec, stage, thorough):
        """The smallest spec at which the same tool fails."""

        def fails(candidate):
            errors, _ = self.errors(candidate)
            if errors is None:
                return stage == "pharos validate"
            if errors:
                return False
            problem = self.problem(candidate, thorough)
            return problem is not None and problem[0] == stage

        changed = True
        while changed:
            changed = False
            for path in paths(spec):
                candidate = copied(spec)
                try:
                    remove(candidate, path)
                except (KeyError, IndexError, TypeError):
                    continue
                if fails(candidate):
                    spec, changed = candidate, True
        return spec


def paths(value, path=()):
    """Every place in a spec, the outer ones first."""
    for step in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []:
        yield list(path) + [step]
        yield from paths(value[step], (*path, step))


def pruned(value):
    for step in list(value) if isinstance(value, dict) else []:
        pruned(value[step])
        if value[step] in ({}, []):
            del value[step]


def check(number, options, schema, packs):
    """What is wrong with a spec, as text; nothing where all is well; False where no valid spec came of it."""
    folder = tempfile.mkdtemp(prefix="pharos-specs-")
    try:
        judge = Judge(options.pharos, folder)
        spec, crash = judge.repaired(Generator(schema, packs, f"{options.seed}/{number}").spec())
        if spec is None:
            return False
        problem = ("pharos validate", crash) if crash else judge.problem(spec, options.thorough)
        if problem is None:
            return None
        if not options.fast:
            spec = judge.minimal(spec, problem[0], options.thorough)
            problem = judge.problem(spec, options.thorough) or problem
        return f"{problem[0]} (again with: --seed {options.seed} --only {number})\n{problem[1][-2000:]}\n{Text(spec)}"
    finally:
        if options.keep:
            shutil.copytree(folder, Path(options.keep) / str(number), dirs_exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[1], usage=__doc__.split("\n")[0][7:])
    parser.add_argument("--pharos", default=str(ROOT / ".build/release/pharos"))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="copy what was generated to a folder")
    parser.add_argument("--thorough", action="store_true", help="run every rule test, not two files of packs")
    parser.add_argument("--fast", action="store_true", help="leave a failing spec as large as it is")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.pharos = str(Path(options.pharos).resolve())
    schema = json.loads(subprocess.run([options.pharos, "schema"], capture_output=True, text=True, check=True).stdout)
    packs = Packs()
    numbers = [options.only] if options.only is not None else range(options.count)
    with ThreadPoolExecutor(options.jobs) as pool:
        results = []
        for result in pool.map(lambda number: check(number, options, schema, packs), numbers):
            results.append(result)
            if result:
                print(result, flush=True)
    failures = [result for result in results if result]
    judged = sum(result is not False for result in results)
    print(f"seed {options.seed}: {judged} valid specs of {len(results)}, {len(failures)} not taken by a tool")
    sys.exit(1 if failures or not judged else 0)


main()
