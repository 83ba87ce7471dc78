"""How does an e-mail about alerts look, as text and as a page? PagerDuty shows the text too."""

from dashboards.rules.notifying.gotext import each

TEXT_ALERT = """\
{{ if lt $i 50 }}<<silence>>
{{- if <<second>> }}

{{ end -}}
{{ if eq .Status "resolved" }}RESOLVED: {{ end }}<<line or .Annotations.summary .Labels.alertname>>
{{- with .Annotations.description }}
<<line .>>{{ end }}

Alert:    <<short .Labels.alertname>>{{ with .Labels.severity }} (<<short .>>){{ end }}
{{- with .Annotations.threshold }}
Limit:    <<line .>>{{ end }}
{{- with .Labels.team }}
Team:     <<short .>>{{ end }}
{{- with .Labels.service }}
Service:  <<short .>>{{ end }}
{{- with .Labels.instance }}
Instance: <<line .>>{{ end }}
Since:    {{ .StartsAt.UTC.Format "2 Jan 15:04:05 UTC" }}
{{- if eq .Status "resolved" }}
Until:    {{ .EndsAt.UTC.Format "2 Jan 15:04:05 UTC" }}{{ end }}
{{- if <<is_url .Annotations.dashboard_url>> }}
Panel:    {{ .Annotations.dashboard_url }}{{ end }}
{{- with .Annotations.runbook_url }}
Runbook:  {{ if <<is_url .>> }}{{ . }}{{ else }}<<line .>>{{ end }}{{ end }}
Silence:  {{ $silence }}{{ end }}"""

MORE = """
{{- if gt (len .Alerts) 50 }}

{{ len .Alerts }} alerts in all: {{ .ExternalURL }}/#/alerts{{ end }}
{{- end }}
"""

TEXT = f'{{{{ define "bot-core.text" -}}}}\n{each(TEXT_ALERT)}{MORE}'

HTML_HEAD = """\
{{ define "bot-core.html" -}}
<!DOCTYPE html>
<html><head><style>
body { margin: 0; padding: 16px; background: #f4f5f7; color: #1f2430; font: 15px/1.45 Roboto, Arial, sans-serif }
.alert { max-width: 640px; margin: 0 auto 12px; padding: 14px 18px; background: #fff; border-left: 6px solid #e0a100 }
.critical { border-color: #c4162a } .resolved { border-color: #1a7f5a }
.small, th { font-size: 12px; font-weight: normal; color: #5c6370; text-align: left } th { padding-right: 14px }
h2 { font-size: 18px; margin: 4px 0 } table { margin: 10px 0; font-size: 13px } a { color: #1f60c4; margin-right: 16px }
</style></head><body>
"""

HTML_ALERT = """\
{{ if lt $i 50 }}<<silence>>
<div class="alert {{ if eq .Status "resolved" }}resolved{{ else if eq .Labels.severity "critical" }}critical{{ end }}">
<div class="small">
{{ if eq .Status "resolved" }}RESOLVED{{ else }}<<short or .Labels.severity "alert" | toUpper>>{{ end }}
&middot; <<short .Labels.alertname>>
{{ with .Labels.service }}&middot; <<short .>>{{ end }}
{{ with .Labels.environment }}&middot; <<short .>>{{ end }}
</div>
<h2><<line or .Annotations.summary .Labels.alertname>></h2>
<<line .Annotations.description>>
<table>
{{ with .Annotations.threshold }}<tr><th>Limit</th><td><<line .>></td></tr>{{ end }}
{{ with .Labels.team }}<tr><th>Team</th><td><<short .>></td></tr>{{ end }}
{{ with .Labels.instance }}<tr><th>Instance</th><td><<line .>></td></tr>{{ end }}
<tr><th>Since</th><td>{{ .StartsAt.UTC.Format "2 Jan 15:04:05 UTC" }}</td></tr>
{{ if eq .Status "resolved" }}<tr><th>Until</th><td>{{ .EndsAt.UTC.Format "2 Jan 15:04:05 UTC" }}</td></tr>{{ end }}
</table>
{{ if <<is_url .Annotations.dashboard_url>> }}<a href="{{ .Annotations.dashboard_url }}">Panel</a>{{ end }}
{{ with .Annotations.runbook_url }}
{{ if <<is_url .>> }}<a href="{{ . }}">Runbook</a>{{ else }}Runbook: <<line .>>{{ end }}
{{ end }}
<a href="{{ $silence }}">Silence</a>
</div>
{{ end }}"""

HTML_END = """
{{ if gt (len .Alerts) 50 }}{{ len .Alerts }} alerts: <a href="{{ .ExternalURL }}/#/alerts">Alertmanager</a>{{ end }}
</body></html>
{{- end }}
"""

HTML = f"{HTML_HEAD}{each(HTML_ALERT)}{HTML_END}"
