"""What does Grafana add to the queries of a rule?"""

from scripts.jsonvalue import Json


def stored_query(query: Json) -> Json:
    """A query with the defaults that Grafana adds to its model."""
    model = {"intervalMs": 1000, "maxDataPoints": 43200, **(query.get("model") or {})}
    return shown_query(query) | {"model": model}


def shown_query(query: Json) -> Json:
    """A query as it was sent, every key in it."""
    times = query.get("relativeTimeRange") or {}
    return {
        "refId": query.get("refId", ""),
        "queryType": query.get("queryType", ""),
        "relativeTimeRange": {"from": times.get("from", 0), "to": times.get("to", 0)},
        "datasourceUid": query.get("datasourceUid", ""),
        "model": query.get("model") or {},
    }
