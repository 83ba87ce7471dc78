"""What is a dashboard in one environment: with that environment's links and data sources?"""

from scripts.jsonvalue import Json
from scripts.settings import Environment, Links

LINKS = tuple(Links.__dataclass_fields__)
"""Constant variables that hold a base URL, named as in `[environments.NAME.links]`."""


def adapted(spec: Json, environment: Environment) -> Json:
    """Put an environment's values into a dashboard; without any it is returned as it is.

    Constant variables take the base URLs of `links`, data source variables the uid of `datasources` as their choice.

    Args:
        spec: canonical; it is not changed.
        environment: of dash.toml.

    Returns:
        Canonical as well.
    """
    links = {name: getattr(environment.links, name) for name in LINKS if getattr(environment.links, name)}
    if not links and not environment.datasources:
        return spec
    templating: Json = spec.get("templating") or {}
    variables = [_variable(one, links, dict(environment.datasources)) for one in templating.get("list") or ()]
    return {**spec, "templating": {**templating, "list": variables}} if variables else spec


def _variable(one: Json, links: dict[str, str], sources: dict[str, str]) -> Json:
    """Set one variable, if the environment has a value for it."""
    if one.get("type") == "constant" and one.get("name") in links:
        value = links[one["name"]]
        return {**one, "query": value, "current": {**one.get("current", {}), "text": value, "value": value}}
    if one.get("type") == "datasource" and one.get("query") in sources:
        value = sources[one["query"]]
        return {**one, "current": {**one.get("current", {}), "text": value, "value": value}}
    return one
