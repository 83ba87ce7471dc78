"""What does a person read who is told about an alert, in Slack, in an e-mail, and in PagerDuty?

What it is and how bad (the summary has the value), what the limit was, whose it is, since when; then the panel, the
runbook, and a silence made ready.
"""

from dashboards.rules.notifying.email import HTML, TEXT
from dashboards.rules.notifying.gotext import spelled_out

TEMPLATE_FILE = "bot-core.tmpl"

TITLE = """\
{{ define "bot-core.title" -}}
[{{ if .Alerts.Firing }}<<short or .CommonLabels.severity "alert" | toUpper>>\
{{ if gt (len .Alerts.Firing) 1 }} x{{ len .Alerts.Firing }}{{ end }}{{ else }}RESOLVED{{ end }}] \
{{ with .CommonLabels.service }}<<short .>>: {{ end -}}
{{ with .CommonLabels.alertname }}<<short .>>{{ else }}{{ len .Alerts }} alerts{{ end }}\
{{ with .CommonLabels.mode }}, <<short .>>{{ end }}\
{{ with .CommonLabels.environment }} (<<short .>>){{ end }}
{{- end }}
"""

SLACK_TITLE = TITLE.replace("bot-core.title", "bot-core.slack-title").replace("<<short ", "<<short_slack ")
"""Slack finds markup in titles too."""

LINKS = """\
{{ define "bot-core.panel-url" }}{{ $url := (index .Alerts 0).Annotations.dashboard_url -}}
{{ if <<is_url $url>> }}{{ $url }}{{ else }}{{ .ExternalURL }}/#/alerts{{ end }}{{ end }}
{{ define "bot-core.runbook-url" }}{{ $url := (index .Alerts 0).Annotations.runbook_url -}}
{{ if <<is_url $url>> }}{{ $url }}{{ else }}{{ .ExternalURL }}/#/alerts{{ end }}{{ end }}
"""

SLACK = """\
{{ define "bot-core.slack-colour" -}}
{{ if not .Alerts.Firing }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}
{{- end }}
{{ define "bot-core.slack" -}}
{{ range $i, $alert := .Alerts }}{{ if lt $i 10 }}<<silence>>
{{- if $i }}

{{ end }}{{ if eq .Status "resolved" }}:white_check_mark: {{ end -}}
*<<slack or .Annotations.summary .Labels.alertname>>*
{{- with .Annotations.description }}
<<slack .>>{{ end }}
{{ with .Annotations.threshold }}Limit: <<short_slack .>> · {{ end -}}
{{ with .Labels.team }}Team: <<short_slack .>> · {{ end -}}
{{ if eq .Status "resolved" }}Over since: {{ .EndsAt.UTC.Format "2 Jan 15:04 UTC" }}
{{- else }}Since: {{ .StartsAt.UTC.Format "2 Jan 15:04 UTC" }}{{ end }}
{{ if <<is_url .Annotations.dashboard_url>> }}<{{ .Annotations.dashboard_url }}|Panel> · {{ end -}}
{{ with .Annotations.runbook_url -}}
{{ if <<is_url .>> }}<{{ . }}|Runbook>{{ else }}Runbook: <<slack .>>{{ end }} · {{ end -}}
<{{ $silence }}|Silence>{{ end }}{{ end }}
{{- if gt (len .Alerts) 10 }}

{{ len .Alerts }} alerts in all: <{{ .ExternalURL }}/#/alerts|Alertmanager>{{ end }}
{{- end }}
"""

PARTS = (TITLE, SLACK_TITLE, LINKS, SLACK, TEXT, HTML)


def templates() -> str:
    """Write the templates as Alertmanager reads them."""
    return "".join(spelled_out(part) for part in PARTS)
