"""What does a person read who is told about an alert, in Slack, in an e-mail, and in PagerDuty?

What it is and how bad (the summary has the value), what the limit was, whose it is, since when; then the panel, the
runbook, and a silence made ready.
"""

from dashboards.rules.notifying.email import HTML, TEXT
from dashboards.rules.notifying.gotext import each, spelled_out

TEMPLATE_FILE = "bot-core.tmpl"

TITLE = """\
{{ define "bot-core.title" }}<<shown>>{{ $name := (index $shown 0).Labels.alertname -}}
{{ range $shown }}{{ if ne .Labels.alertname $name }}{{ $name = "" }}{{ end }}{{ end -}}
[{{ if .Alerts.Firing }}<<short or .CommonLabels.severity "alert" | toUpper>>{{ else }}RESOLVED{{ end }}\
{{ if and $name (gt (len $shown) 1) }} x{{ len $shown }}{{ end }}] \
{{ with .CommonLabels.service }}<<short .>>: {{ end -}}
{{ with $name }}<<short .>>{{ else }}{{ len $shown }} alerts{{ end }}\
{{ with .CommonLabels.mode }}, <<short .>>{{ end }}\
{{ with .CommonLabels.environment }} (<<short .>>){{ end }}
{{- end }}
"""

SLACK_TITLE = TITLE.replace("bot-core.title", "bot-core.slack-title").replace("<<short ", "<<short_slack ")
"""Slack finds markup in titles too."""

LINKS = """\
{{ define "bot-core.panel-url" }}<<shown>>{{ $url := (index $shown 0).Annotations.dashboard_url -}}
{{ if <<is_url $url>> }}{{ $url }}{{ else }}{{ .ExternalURL }}/#/alerts{{ end }}{{ end }}
{{ define "bot-core.runbook-url" }}<<shown>>{{ $url := (index $shown 0).Annotations.runbook_url -}}
{{ if <<is_url $url>> }}{{ $url }}{{ else }}{{ .ExternalURL }}/#/alerts{{ end }}{{ end }}
"""

SLACK_COLOUR = """\
{{ define "bot-core.slack-colour" -}}
{{ if not .Alerts.Firing }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}
{{- end }}
"""

SLACK_ALERT = """\
{{ if lt $i 10 }}<<silence>>
{{- if <<second>> }}

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
<{{ $silence }}|Silence>{{ end }}"""

MORE = """
{{- if gt (len .Alerts) 10 }}

{{ len .Alerts }} alerts in all: <{{ .ExternalURL }}/#/alerts|Alertmanager>{{ end }}
{{- end }}
"""

SLACK = f'{{{{ define "bot-core.slack" -}}}}\n{each(SLACK_ALERT)}{MORE}'

PARTS = (TITLE, SLACK_TITLE, LINKS, SLACK_COLOUR, SLACK, TEXT, HTML)


def templates() -> str:
    """Write the templates as Alertmanager reads them."""
    return "".join(spelled_out(part) for part in PARTS)
