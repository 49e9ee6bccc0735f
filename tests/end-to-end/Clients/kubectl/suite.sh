#!/usr/bin/env bash
# What people do with kubectl, by any version of it: suite.sh KUBECTL NAMESPACE, with KUBECONFIG set. The namespace is the run's own.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../tap.sh"
kubectl=$1
namespace=$2
minor=$("$kubectl" version --client -o json | sed -n 's/.*"minor": "\([0-9]*\).*/\1/p')
k() { "$kubectl" --cache-dir "$HOME/.kube/cache-$minor" -n "$namespace" "$@"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

discovery() {
  expect "deployments" k api-resources
  expect "networking.k8s.io/v1" k api-versions
  expect "Server Version" k version
  expect "is running at" k cluster-info
  expect "ok" k get --raw /readyz
}

namespace() { expect "created" k create namespace "$namespace"; }

apply() {
  expect "deployment.apps/web created" k apply -f "$here/web.yaml"
  expect "deployment.apps/web unchanged" k apply -f "$here/web.yaml"
  sed 's/replicas: 2/replicas: 3/' "$here/web.yaml" >"$work/web.yaml"
  expect "deployment.apps/web configured" k apply -f "$work/web.yaml"
  expect "successfully rolled out" k rollout status deployment/web --timeout=60s
}

diffs() {
  expect "" k diff -f "$work/web.yaml"
  refuse "+  replicas: 2" k diff -f "$here/web.yaml"
}

printing() {
  expect "READY" k get deployments
  expect "IMAGES" k get deployments -o wide
  expect "web" k get all
  expect "3" k get deployment web -o jsonpath='{.spec.replicas}'
  expect "service/web" k get service web -o name
  expect "kind: ConfigMap" k get configmap web -o yaml
  expect "web" k get deployments -o custom-columns=NAME:.metadata.name,N:.spec.replicas
  expect "web" k get deployments -A -l app=web --field-selector=metadata.namespace="$namespace" --sort-by=.metadata.name
  expect "Running" k get pods -l app=web --field-selector=status.phase=Running
  refuse "not found" k get configmap none
  refuse "the server doesn't have a resource type" k get nothings
}

describing() {
  expect "RollingUpdateStrategy" k describe deployment web
  expect "Containers:" k describe pods -l app=web
  expect "Port:" k describe service web
  expect "Conditions:" k describe nodes
  expect "SuccessfulCreate" k get events
  expect "" k events
}

changing() {
  expect "labeled" k label deployment web tier=front
  expect "annotate" k annotate deployment web note=a
  expect "patched" k patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"main","env":[{"name":"A","value":"b"}]}]}}}}'
  expect "patched" k patch deployment web --type=merge -p '{"metadata":{"labels":{"tier":"back"}}}'
  expect "patched" k patch deployment web --type=json -p '[{"op":"replace","path":"/metadata/labels/tier","value":"front"}]'
  expect "image updated" k set image deployment/web main=main:2
  expect "env updated" k set env deployment/web B=c
  expect "requirements updated" k set resources deployment/web --requests=cpu=5m
  EDITOR="sed -i s/tier:.front/tier:\ edited/" expect "edited" k edit deployment web
  expect "edited" k get deployment web -o jsonpath='{.metadata.labels.tier}'
  k get configmap web -o json | sed 's/"key": "value"/"key": "other"/' >"$work/config.json"
  expect "replaced" k replace -f "$work/config.json"
  expect "other" k get configmap web -o jsonpath='{.data.key}'
}

rollouts() {
  expect "successfully rolled out" k rollout status deployment/web --timeout=60s
  expect "REVISION" k rollout history deployment/web
  expect "restarted" k rollout restart deployment/web
  expect "successfully rolled out" k rollout status deployment/web --timeout=60s
  expect "rolled back" k rollout undo deployment/web
  expect "paused" k rollout pause deployment/web
  expect "resumed" k rollout resume deployment/web
  expect "scaled" k scale deployment/web --replicas=1
  expect "condition met" k wait deployment/web --for=condition=Available --timeout=60s
  expect "condition met" k wait deployment/web --for=jsonpath='{.status.replicas}'=1 --timeout=60s
}

creating() {
  expect "created" k create configmap c1 --from-literal=a=b
  expect "created" k create secret generic s1 --from-literal=a=b
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key" -out "$work/certificate" -subj /CN=example.com 2>/dev/null
  expect "created" k create secret tls t1 --cert="$work/certificate" --key="$work/key"
  expect "created" k create serviceaccount sa1
  expect "created" k create role r1 --verb=get,list --resource=pods,deployments.apps
  expect "created" k create rolebinding b1 --role=r1 --serviceaccount="$namespace:sa1"
  expect "created" k create job j1 --image=main:1 -- true
  expect "created" k create cronjob cj1 --image=main:1 --schedule='0 0 * * *' -- true
  expect "created" k create job j2 --from=cronjob/cj1
  expect "created" k create deployment d1 --image=main:1
  expect "created" k create quota q1 --hard=services=50
  expect "created" k create poddisruptionbudget p1 --selector=app=d1 --min-available=0
  expect "created" k create ingress i1 --rule=example.com/a=web:80
  expect "created" k create service clusterip s2 --tcp=80:80
  expect "exposed" k expose deployment d1 --port=80
  expect "autoscaled" k autoscale deployment d1 --max=3
  expect "created" k run r1 --image=main:1
  expect "created (server dry run)" k create configmap dry --dry-run=server --from-literal=a=b
  refuse "not found" k get configmap dry
  refuse "already exists" k create configmap c1
  refuse "Invalid value" k create configmap Bad_Name
}

server_side() {
  expect "serverside-applied" k apply --server-side --field-manager=one -f "$here/config.yaml"
  expect "serverside-applied" k apply --server-side --field-manager=one -f "$here/config.yaml"
  sed 's/value/changed/' "$here/config.yaml" >"$work/config.yaml"
  refuse "Apply failed with 1 conflict" k apply --server-side --field-manager=two -f "$work/config.yaml"
  expect "serverside-applied" k apply --server-side --field-manager=two --force-conflicts -f "$work/config.yaml"
  expect "manager: two" k get configmap ssa -o yaml --show-managed-fields
  refuse "changed" k diff --server-side --field-manager=two --force-conflicts -f "$here/config.yaml"
}

pruning_sets() { expect "created" k apply -k "$here/kustomize"; expect "deleted" k delete -k "$here/kustomize"; }

explaining() {
  expect "containers" k explain pod.spec
  expect "<integer>" k explain deployment.spec.replicas
  expect "matchExpressions" k explain networkpolicy --recursive
}

access() {
  expect "yes" k auth can-i create deployments
  refuse "no" k auth can-i create deployments --as=nobody
  expect "yes" k auth can-i list pods --as="system:serviceaccount:$namespace:sa1"
  expect "pods" k auth can-i --list --as="system:serviceaccount:$namespace:sa1"
  refuse "forbidden" k get secrets --as="system:serviceaccount:$namespace:sa1"
  expect "r1 reconciled" k auth reconcile -f <(k get role r1 -o yaml)
  [ "$minor" -lt 28 ] || expect "system:serviceaccount:$namespace:sa1" k --token="$(k create token sa1)" --kubeconfig="$(anonymous)" auth whoami
}

# the same server without the administrator's certificate
anonymous() {
  k config view --raw --minify | sed '/client-certificate-data\|client-key-data/d' >"$work/anonymous"
  echo "$work/anonymous"
}

tokens() {
  local token
  token=$(k create token sa1 --duration=1h --audience=https://kubernetes.default.svc)
  [ "$(tr -cd . <<<"$token" | wc -c)" = 2 ]
}

custom_resources() {
  local crd="things$minor.$namespace.example.com"
  sed "s/GROUP/$namespace.example.com/; s/PLURAL/things$minor/g" "$here/crd.yaml" >"$work/crd.yaml"
  sed "s/GROUP/$namespace.example.com/" "$here/thing.yaml" >"$work/thing.yaml"
  expect "created" k apply -f "$work/crd.yaml"
  expect "condition met" k wait --for=condition=Established "crd/$crd" --timeout=30s
  expect "created" k apply -f "$work/thing.yaml"
  expect "unchanged" k apply -f "$work/thing.yaml"
  expect "SIZE" k get "things$minor"
  expect "scaled" k scale "things$minor/a" --replicas=3
  expect "3" k get "things$minor" a -o jsonpath='{.spec.size}'
  refuse "spec.size" k patch "things$minor" a --type=merge -p '{"spec":{"size":"x"}}'
  refuse "unknown field" k apply -f <(sed 's/size:/sise:/' "$work/thing.yaml")
  expect "How large" k explain "things$minor.spec.size"
  expect "deleted" k delete crd "$crd"
  refuse "" k get "things$minor"
}

nodes() {
  local node number=${namespace##*[!0-9]}
  node=$(k get nodes -o jsonpath="{.items[${number:-0}].metadata.name}") # its own: other suites run at the same time
  expect "cordoned" k cordon "$node"
  expect "SchedulingDisabled" k get node "$node"
  expect "drained" k drain "$node" --ignore-daemonsets --force --delete-emptydir-data --pod-selector="no=such" --timeout=30s
  expect "uncordoned" k uncordon "$node"
  expect "tainted" k taint node "$node" suite=a:NoSchedule
  expect "untainted" k taint node "$node" suite-
}

watching() {
  (k get configmaps -w --request-timeout=20s >"$work/watch" 2>/dev/null &)
  k create configmap watched >/dev/null
  for _ in $(seq 200); do grep -q watched "$work/watch" && return; read -rt 0.1 <> <(:) || :; done
  cat "$work/watch"; return 1
}

metrics() { expect "apiserver_request_total" k get --raw /metrics; }

deleting() {
  expect "deleted" k delete deployment d1 --cascade=orphan
  expect "d1-" k get replicasets -l app=d1 -o name
  expect "deleted" k delete replicasets -l app=d1
  expect "deleted" k delete -f "$here/web.yaml"
  expect "deleted" k delete pod r1 --now
  expect "deleted" k delete job,cronjob,configmap,secret --all
  expect "deleted" k delete namespace "$namespace" --timeout=60s
}

for each in discovery namespace apply diffs printing describing changing rollouts creating server_side pruning_sets explaining access tokens custom_resources nodes watching metrics deleting; do
  check "$each" "$each"
done
