"""What is in a dashboard, at a glance and as a tree?"""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.jsonvalue import Json
from scripts.sources import Source


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel and the row it stands in; the empty title is for panels above the first row."""

    row: str
    panel: Json


def panels(spec: Json) -> Iterator[Placed]:
    """Walk the panels in the order of the screen, those inside collapsed rows included."""
    row = ""
    for panel in spec.get("panels", []):
        if panel.get("type") != "row":
            yield Placed(row, panel)
            continue
        row = str(panel.get("title", ""))
        for inside in panel.get("panels", []):
            yield Placed(row, inside)


def rows(spec: Json) -> list[Json]:
    """List the row panels."""
    return [panel for panel in spec.get("panels", []) if panel.get("type") == "row"]


def queries(panel: Json) -> list[Json]:
    """List the targets of a panel that ask something."""
    return [target for target in panel.get("targets", []) if target.get("expr")]


def metrics(spec: Json) -> set[str]:
    """Name the metrics that a dashboard reads, from the syntax tree of each PromQL query."""
    from scripts.lint.probe import fill

    found: set[str] = set()
    for placed in panels(spec):
        for target in queries(placed.panel):
            if target.get("datasource", {}).get("type") != "loki":
                found |= names(fill(str(target["expr"]), {}).text)
    return found


def names(text: str) -> set[str]:
    """Name the series that a PromQL query asks for; none if it is no PromQL."""
    import promql_parser

    try:
        tree = promql_parser.parse(text)
    except ValueError:
        return set()
    found: set[str] = set()

    def visit(node: promql_parser.Expr) -> bool:
        if isinstance(node, promql_parser.VectorSelector) and node.name:
            found.add(node.name)
        return True

    promql_parser.walk(tree, visit)
    return found


def summary(source: Source) -> Json:
    """Count what a dashboard holds."""
    placed = list(panels(source.spec))
    return {
        "uid": source.uid,
        "title": source.title,
        "source": source.file,
        "rows": len(rows(source.spec)),
        "panels": len(placed),
        "queries": sum(len(queries(one.panel)) for one in placed),
        "metrics": len(metrics(source.spec)),
        "tags": source.spec.get("tags", []),
    }


def tree(source: Source, *, with_queries: bool = False) -> Json:
    """Describe a dashboard as rows of panels, each with the line of Python that made it."""
    titles = ["", *(str(row.get("title", "")) for row in rows(source.spec))]
    found: dict[str, list[Json]] = {title: [] for title in titles}
    for placed in panels(source.spec):
        panel = placed.panel
        entry: Json = {
            "id": panel.get("id"),
            "title": panel.get("title", ""),
            "type": panel.get("type", ""),
            "unit": panel.get("fieldConfig", {}).get("defaults", {}).get("unit", ""),
            "source": source.lines.get(int(panel.get("id") or 0), source.file),
        }
        if with_queries:
            entry["queries"] = [{"legend": q.get("legendFormat", ""), "expr": q["expr"]} for q in queries(panel)]
        found[placed.row].append(entry)
    layout = [{"row": row, "panels": inside} for row, inside in found.items() if row or inside]
    return {**summary(source), "layout": layout}


def lines(tree: Json) -> Iterator[str]:
    """Draw a tree for the terminal."""
    yield f"{tree['title']}  ({tree['uid']}, {tree['source']})"
    for n, row in enumerate(tree["layout"]):
        last_row = n == len(tree["layout"]) - 1
        yield f"{'└─' if last_row else '├─'} {row['row'] or '(no row)'}"
        for m, panel in enumerate(row["panels"]):
            stem = "   " if last_row else "│  "
            last = m == len(row["panels"]) - 1
            unit = f" [{panel['unit']}]" if panel["unit"] else ""
            yield f"{stem}{'└─' if last else '├─'} {panel['title']}  {panel['type']}{unit}  {panel['source']}"
            for query in panel.get("queries", []):
                yield f"{stem}{'   ' if last else '│  '}    {query['expr']}"
