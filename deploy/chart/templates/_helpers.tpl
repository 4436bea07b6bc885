{{- /* Kubernetes' limit for a CronJob: its Jobs' names are eleven characters longer. */}}
{{- define "rotate.name" -}}
{{- $name := .Values.name | default .Release.Name -}}
{{- if gt (len $name) 52 }}{{ fail (printf "name: %q, the name of the release, is longer than 52 characters: set a shorter one" $name) }}{{ end -}}
{{- $name -}}
{{- end }}

{{- define "rotate.account" -}}
{{- .Values.serviceAccount.name | default (include "rotate.name" .) -}}
{{- end }}

{{- /* Of the Role and its binding in a namespace: two installations may work in the same foreign one. */}}
{{- define "rotate.roleName" -}}
{{- $root := index . 0 -}}
{{- include "rotate.name" $root -}}
{{- if ne (index . 1) $root.Release.Namespace }}-{{ $root.Release.Namespace }}{{ end -}}
{{- end }}

{{- define "rotate.selector" -}}
app.kubernetes.io/name: apim-shg-rotate
app.kubernetes.io/instance: {{ include "rotate.name" . | quote }}
{{- end }}

{{- define "rotate.labels" -}}
{{ include "rotate.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- /* What is to be rotated, in one form for one gateway and for many. */}}
{{- define "rotate.rotations" -}}
{{- if .Values.gateways }}
{{- range .Values.gateways }}
- namespace: {{ .namespace | default $.Release.Namespace | quote }}
  resourceId: {{ include "rotate.resourceId" .spec.gateway | quote }}
  secret: {{ .spec.secretRef.name | quote }}
  workloads: {{ .spec.workloads | default list | toJson }}
  rolloutTimeout: {{ .spec.rolloutTimeout | default "10m" | quote }}
  revokes: {{ .spec.revokeOldKey | default false }}
{{- end }}
{{- else }}
- namespace: {{ .Release.Namespace | quote }}
  resourceId: {{ include "rotate.resourceId" .Values.gateway | quote }}
  secret: {{ .Values.tokenSecret | quote }}
  workloads: {{ .Values.workloads | toJson }}
  rolloutTimeout: {{ .Values.rolloutTimeout | quote }}
  revokes: {{ .Values.revokeOldKey }}
{{- end }}
{{- end }}

{{- define "rotate.resourceId" -}}
{{- if .resourceId -}}
{{- .resourceId -}}
{{- else -}}
/subscriptions/{{ .subscriptionId }}/resourceGroups/{{ .resourceGroup }}/providers/Microsoft.ApiManagement/service/{{ .service }}/gateways/{{ .name }}
{{- end -}}
{{- end }}

{{- /* Once a day, in a minute of the gateway's own, and never in the first of the hour: the same that "manifests" takes. */}}
{{- define "rotate.schedule" -}}
{{- $first := index (include "rotate.rotations" . | fromYamlArray) 0 -}}
{{- .Values.schedule | default (printf "%d 3 * * *" (add1 (mod (adler32sum (lower $first.resourceId)) 59))) -}}
{{- end }}

{{- /* A duration such as 90s, 10m, 240h, 10d in seconds. */}}
{{- define "rotate.seconds" -}}
{{- $factors := dict "s" 1 "m" 60 "h" 3600 "d" 86400 -}}
{{- mul (regexFind "^[0-9]+" .) (get $factors (regexFind "[smhd]$" .)) -}}
{{- end }}

{{- /* Three attempts; each: the workloads one after the other, twice where a key is revoked in between, and five minutes for all
else. Of many gateways: as many side by side as the program begins with (16), and the longest begun last. */}}
{{- define "rotate.deadline" -}}
{{- $hold := 0 -}}
{{- if .Values.proof.hold }}{{ $hold = include "rotate.seconds" .Values.proof.hold | int }}{{ end -}}
{{- $sum := 0 -}}
{{- $longest := 0 -}}
{{- if not .Values.proof.noWait -}}
{{- range include "rotate.rotations" . | fromYamlArray -}}
{{- $one := mul (add (include "rotate.seconds" .rolloutTimeout) $hold) (len .workloads) (ternary 2 1 .revokes) -}}
{{- $sum = add $sum $one -}}
{{- $longest = max $longest $one -}}
{{- end -}}
{{- end -}}
{{- if .Values.gateways -}}
{{- $together := divf $sum (min 16 (.Values.concurrency | default 64 | int)) -}}
{{- mul 3 (add $together $longest 300) -}}
{{- else -}}
{{- mul 3 (add $longest 300) -}}
{{- end -}}
{{- end }}

{{- /* A digest says which it is; a tag would say it again. */}}
{{- define "rotate.image" -}}
{{- with .Values.image -}}
{{- if contains "@" .repository }}{{ .repository }}{{ else }}{{ printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) }}{{ end -}}
{{- end -}}
{{- end }}

{{- /* Whether any rotation regenerates a key. */}}
{{- define "rotate.revokes" -}}
{{- range include "rotate.rotations" . | fromYamlArray }}{{ if .revokes }}true{{ end }}{{ end -}}
{{- end }}

{{- define "rotate.port" -}}
{{- $address := urlParse (replace "{podIP}" "192.0.2.1" .) -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $address.host) | default (ternary "80" "443" (eq $address.scheme "http")) -}}
{{- end }}

{{- /* A variable of the container: what looks like a reference to another one is not one. */}}
{{- define "rotate.variable" -}}
- name: {{ index . 0 }}
  value: {{ index . 1 | toString | replace "$" "$$" | quote }}
{{- end }}
