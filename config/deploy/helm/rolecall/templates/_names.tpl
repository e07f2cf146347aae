{{- /* As flow mappings, which stand at any depth. */ -}}
{{- define "rolecall.selector" -}}
{ app.kubernetes.io/name: rolecall, app.kubernetes.io/instance: {{ quote .Release.Name }} }
{{- end -}}
{{- define "rolecall.labels" -}}
{ app.kubernetes.io/name: rolecall, app.kubernetes.io/instance: {{ quote .Release.Name }}, app.kubernetes.io/version: {{ quote .Chart.AppVersion }}, app.kubernetes.io/managed-by: {{ quote .Release.Service }}, helm.sh/chart: "{{ .Chart.Name }}-{{ .Chart.Version }}" }
{{- end -}}
