"""Which files had provisioned what on the server of a recording?"""

from support.grafana.provisioning import File
from support.grafana.standin import StandIn

from scripts.jsonvalue import Json

URL = "http://127.0.0.1:9"


def provisioned(grafana: StandIn) -> None:
    """Two data sources, a group of rules with all that notifies, a dashboard in a folder."""
    secret = {"httpHeaderValue1": "hidden"}
    source: Json = {"url": URL, "isDefault": True, "jsonData": {"timeInterval": "15s"}, "secureJsonData": secret}
    grafana.provision_datasource("rt-prov", name="Provisioned", **source)
    grafana.provision_datasource("rt-prov-e", "loki", name="Editable", url=URL, editable=True)
    model = {"expr": "up", "instant": True, "refId": "A"}
    query = {"refId": "A", "relativeTimeRange": {"from": 600, "to": 0}, "datasourceUid": "rt-prov", "model": model}
    states = {"noDataState": "OK", "execErrState": "OK", "for": "1m", "condition": "A"}
    rule = {"uid": "rt-prov-rule", "title": "provisioned rule", "data": [query], **states}
    settings = {"url": f"{URL}/x", "password": "hidden"}
    grafana.provision_alerting(
        {
            "groups": [{"folder": "Provisioned alerts", "name": "prov-group", "rules": [rule]}],
            "contactPoints": [{"uid": "rt-prov-cp", "name": "prov-cp", "type": "webhook", "settings": settings}],
            "muteTimes": [{"name": "prov-mute", "time_intervals": [{"weekdays": ["sunday"]}]}],
            "templates": [{"name": "prov-tpl", "template": '{{ define "prov" }}x{{ end }}'}],
        }
    )
    spec = {"panels": [], "schemaVersion": 42, "title": "provisioned dashboard"}
    grafana.provision(
        File(spec=spec, uid="rt-provd", provider="rt", path="d.json", folder="rt-provf", folder_title="Provisioned")
    )
