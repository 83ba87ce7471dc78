"""Queries through Grafana: /api/ds/query, and the roads to the server behind a data source."""

import math
import re
from collections.abc import Iterator

from support.grafana import datasources, plugins, upstream
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SPAN = re.compile(r"(\d+)(ms|[smhdw])")
MAX_POINTS = 11_000


@route("POST", "/api/ds/query")
def query(call: Call) -> Answer:
    """The answers to several queries, each under its refId; 400 if one of them failed."""
    sent = call.request.object
    wanted = sent.get("queries") or []
    if not wanted:
        return errutil(400, "query.noQueries", "No queries found")
    times = (_moment(call, str(sent.get("from", "now-1h"))), _moment(call, str(sent.get("to", "now"))))
    results = {each.get("refId", "A"): _result(call, each, times) for each in wanted}
    failed = any("error" in result for result in results.values())
    return answer({"results": results}, 400 if failed else 200)


def _check_plugin(source: Json) -> None:
    if not plugins.known(source["type"]):
        raise RefusedError(errutil(404, "plugin.notRegistered", "Plugin not registered"))


def _source(call: Call, each: Json) -> Json:
    reference = each.get("datasource")
    uid = reference.get("uid") if isinstance(reference, dict) else None
    if not uid:
        text = "Query does not contain a valid data source identifier"
        raise RefusedError(errutil(400, "query.invalidDatasourceId", text))
    source = datasources.by_uid(call.state, uid)
    if source is None:
        raise RefusedError(message(404, datasources.NOT_FOUND))
    return source


def _result(call: Call, each: Json, times: tuple[float, float]) -> Json:
    source = _source(call, each)
    if call.state.queries is not None:
        return {"status": 200, **call.state.queries(each)}
    _check_plugin(source)
    if source["type"] != "prometheus":
        return {"status": 200, "frames": [_frame(each, "", [], [], 1000)]}
    try:
        return {"status": 200, "frames": list(_prometheus(source, each, times))}
    except upstream.UnreachableError as error:
        return {"error": str(error), "errorSource": "downstream", "status": 502, "frames": []}
    except ValueError as error:
        return {"error": str(error), "errorSource": "downstream", "status": 400, "frames": []}


def _prometheus(source: Json, each: Json, times: tuple[float, float]) -> Iterator[Json]:
    start, end = times
    scrape = seconds(source["jsonData"].get("timeInterval", "15s"))
    points = min(int(each.get("maxDataPoints") or MAX_POINTS), MAX_POINTS)
    step = max(float(each.get("intervalMs") or 1000) / 1000, (end - start) / points, 0.001)
    expr = _fill(str(each.get("expr", "")), step, scrape, end - start)
    if each.get("instant"):
        form = {"query": expr, "time": str(end)}
        yield from _frames(each, upstream.prometheus(source, "/api/v1/query", form), step)
    if each.get("range") or not each.get("instant"):
        form = {"query": expr, "start": str(start), "end": str(end), "step": str(step)}
        yield from _frames(each, upstream.prometheus(source, "/api/v1/query_range", form), step)


def _fill(expr: str, step: float, scrape: float, span: float) -> str:
    rate = max(step + scrape, 4 * scrape)
    values = {"__rate_interval": rate, "__interval": step, "__range": span}
    return re.sub(r"\$\{?(__\w+?)\}?(?=\W|$)", lambda match: _written(match, values), expr)


def _written(match: re.Match[str], values: dict[str, float]) -> str:
    value = values.get(match.group(1))
    return match.group() if value is None else f"{max(int(value * 1000), 1)}ms"


def _frames(each: Json, data: Json, step: float) -> Iterator[Json]:
    kind, rows = data["resultType"], data["result"]
    series = [{"metric": {}, "value": rows}] if kind in {"scalar", "string"} else rows
    for row in series:
        points = row["values"] if "values" in row else [row["value"]]
        yield _frame(each, kind, row["metric"], points, int(step * 1000))
    if not series:
        yield _frame(each, "", {}, [], int(step * 1000))


def _frame(each: Json, kind: str, labels: Json | list[str], points: list[list[object]], step: int) -> Json:
    shape = {"matrix": "timeseries-multi"}.get(kind, "numeric-multi")
    meta: Json = {
        "typeVersion": [0, 1] if kind else [0, 0],
        "custom": {"calculatedMinStep": step},
        "executedQueryString": f"Expr: {each.get('expr', '')}\nStep: {step // 1000}s",
    }
    if not kind:
        return {"schema": {"refId": each.get("refId", "A"), "meta": meta, "fields": []}, "data": {"values": []}}
    meta |= {"type": shape, "custom": meta["custom"] | {"resultType": kind}}
    name = labels.get("__name__", "Value") if isinstance(labels, dict) else "Value"
    time = {"name": "Time", "type": "time", "typeInfo": {"frame": "time.Time"}, "config": {"interval": step}}
    number = {"name": name, "type": "number", "typeInfo": {"frame": "float64"}, "labels": labels, "config": {}}
    values = [[int(float(str(at)) * 1000) for at, _ in points], [_number(str(value)) for _, value in points]]
    return {
        "schema": {"refId": each.get("refId", "A"), "meta": meta, "fields": [time, number]},
        "data": {"values": values},
    }


def _number(text: str) -> float | None:
    """A sample; what JSON cannot write is null."""
    value = float(text)
    return value if math.isfinite(value) else None


def seconds(text: str) -> float:
    """The length of a duration such as `1m30s`."""
    return sum(int(number) * _UNITS[unit] for number, unit in _SPAN.findall(text)) or 15


def _moment(call: Call, text: str) -> float:
    if text.isdecimal():
        return int(text) / 1000
    back = _SPAN.findall(text.partition("-")[2])
    return call.state.clock.seconds() - sum(int(number) * _UNITS[unit] for number, unit in back)


@route("GET", "/api/datasources/uid/{uid}/resources/{rest}")
def resources(call: Call) -> Answer:
    """What the plugin offers besides queries, such as label values: passed on to the server."""
    return _through(call)


@route("GET", "/api/datasources/proxy/uid/{uid}/{rest}")
def proxy(call: Call) -> Answer:
    """Any path of the server behind a data source."""
    return _through(call)


def _through(call: Call) -> Answer:
    source = datasources.by_uid(call.state, call["uid"])
    if source is None:
        return message(404, datasources.NOT_FOUND)
    pairs = "&".join(f"{key}={value}" for key, values in call.request.query.items() for value in values)
    url = f"{source['url'].rstrip('/')}/{call['rest']}"
    try:
        status, body, kind = upstream.fetch(f"{url}?{pairs}" if pairs else url)
    except upstream.UnreachableError as error:
        return message(502, str(error))
    return Answer(status, body, kind or "application/json")
