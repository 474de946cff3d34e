"""Turns what browsers send into metrics.

    status = receive(api_metrics, await request.json())

The browser's word is not to be trusted: pages are bounded by their declaration, values by what is possible.
"""

_VITALS = {
    "LCP": ("web_vitals_lcp_seconds", 0.001),
    "INP": ("web_vitals_inp_seconds", 0.001),
    "CLS": ("web_vitals_cls_score", 1),
    "FCP": ("web_vitals_fcp_seconds", 0.001),
    "TTFB": ("web_vitals_ttfb_seconds", 0.001),
}


def receive(metrics, beacon):
    """Counts one beacon; gives the status to answer with."""
    if not isinstance(beacon, dict) or not isinstance(beacon.get("page"), str):
        return 400
    page = beacon["page"][:200]
    kind = beacon.get("type")
    if kind == "load":
        metrics.page_loads_total.labels(page=page).inc()
    elif kind == "error":
        metrics.javascript_errors_total.labels(page=page).inc()
    elif kind in _VITALS:
        value = beacon.get("value")
        if not isinstance(value, (int, float)) or not 0 <= value < 600_000:
            return 400
        name, scale = _VITALS[kind]
        getattr(metrics, name).labels(page=page).observe(value * scale)
    else:
        return 400
    return 204
