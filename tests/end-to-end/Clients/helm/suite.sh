#!/usr/bin/env bash
# The life of a release: suite.sh HELM NAMESPACE, with KUBECONFIG set.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../tap.sh"
helm=$1
namespace=$2
h() { "$helm" -n "$namespace" "$@"; }
k() { kubectl -n "$namespace" "$@"; }

dry_run() {
  expect "kind: Deployment" h upgrade site "$here/chart" --dry-run=server --set image=dry:1
  expect "main:1" k get page site -o jsonpath='{.spec.title}'
}

install() {
  expect "STATUS: deployed" h install site "$here/chart" --create-namespace --wait --timeout=90s
  expect "1" k get deployment site -o jsonpath='{.status.readyReplicas}'
  expect "v1.35" k get configmap site -o jsonpath='{.data.version}'
  expect "true default" k get configmap site -o jsonpath='{.data.policies} {.data.namespace}'
  expect "main:1" k get page site -o jsonpath='{.spec.title}'
  refuse "" h install site "$here/chart"
}

listing() {
  expect "site-1.0.0" h list
  expect "STATUS: deployed" h status site
  expect "kind: Deployment" h get manifest site
  expect "USER-SUPPLIED VALUES" h get values site
}

upgrade() {
  expect "REVISION: 2" h upgrade site "$here/chart" --set replicas=2 --set image=main:2 --wait --timeout=90s
  expect "2" k get deployment site -o jsonpath='{.status.readyReplicas}'
  expect "main:2" k get page site -o jsonpath='{.spec.title}'
  expect "2" k get configmap site-hook -o jsonpath='{.data.revision}'
}

repair() {
  k delete service site >/dev/null
  k scale deployment site --replicas=3 >/dev/null
  expect "REVISION: 3" h upgrade --install site "$here/chart" --set replicas=2 --set image=main:2 --force-conflicts
  expect "2" k get deployment site -o jsonpath='{.spec.replicas}'
  expect "service/site" k get service site -o name
}

refusal() {
  refuse "Invalid value" h upgrade site "$here/chart" --set replicas=-1 --force-conflicts
  expect "2" k get deployment site -o jsonpath='{.spec.replicas}'
}

rollback() {
  expect "" h rollback site 1 --wait --timeout=90s --force-conflicts
  expect "main:1" k get page site -o jsonpath='{.spec.title}'
  expect "Rollback to 1" h history site
}

client_side() {
  expect "STATUS: deployed" h install other "$here/chart" --server-side=false --wait --timeout=90s
  expect "REVISION: 2" h upgrade other "$here/chart" --server-side=false --set replicas=2
  expect "uninstalled" h uninstall other --wait
}

uninstall() {
  expect "uninstalled" h uninstall site --wait --timeout=90s
  refuse "not found" k get deployment site
  expect "pages.helm.example.com" k get crd pages.helm.example.com
  k delete crd pages.helm.example.com >/dev/null
}

for each in install listing dry_run upgrade repair refusal rollback client_side uninstall; do
  check "$each" "$each"
done
