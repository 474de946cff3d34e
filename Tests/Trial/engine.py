"""Questions to a running Prometheus and Alertmanager."""

import json
import urllib.error
import urllib.parse
import urllib.request


class QueryError(Exception):
    pass


class Prometheus:
    def __init__(self, address):
        self.address = address

    def _get(self, path, **parameters):
        # By POST where a query may be long.
        data = urllib.parse.urlencode(parameters, doseq=True).encode()
        request = f"{self.address}/api/v1/{path}"
        try:
            if path.startswith("query"):
                return json.load(urllib.request.urlopen(request, data, timeout=30))["data"]
            return json.load(urllib.request.urlopen(f"{request}?{data.decode()}", timeout=30))["data"]
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            # A server that is starting answers in plain text.
            raise QueryError(json.loads(said)["error"] if said.startswith("{") else said) from None

    def query(self, expression, **parameters):
        """A list of pairs: labels and value."""
        data = self._get("query", query=expression, **parameters)
        result = data["result"]
        if data["resultType"] == "scalar":
            return [({}, float(result[1]))]
        return [(each["metric"], float(each["value"][1])) for each in result]

    def value(self, expression):
        """The one value of an expression, or None."""
        values = self.query(expression)
        return values[0][1] if values else None

    def query_range(self, expression, start, end, step):
        return self._get("query_range", query=expression, start=start, end=end, step=step)["result"]

    def exemplars(self, expression, start, end):
        return self._get("query_exemplars", query=expression, start=start, end=end)

    def targets(self):
        return self._get("targets", state="active")["activeTargets"]

    def groups(self):
        return self._get("rules")["groups"]

    def rules(self):
        return [rule for group in self.groups() for rule in group["rules"]]

    def alerts(self):
        return self._get("alerts")["alerts"]

    def names(self, selector):
        return set(self._get("label/__name__/values", **{"match[]": selector}))


class Alertmanager:
    def __init__(self, address):
        self.address = address

    def alerts(self):
        return json.load(urllib.request.urlopen(f"{self.address}/api/v2/alerts", timeout=10))
