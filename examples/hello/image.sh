#!/usr/bin/env bash
# Makes the image that the examples run, `hello:1` (and `hello:2`, to have something to roll out), of the static busybox of this machine: no registry is needed.
set -euo pipefail
command -v busybox >/dev/null || apt-get install -y -qq busybox-static
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{bin,www,tmp,etc}
cp "$(command -v busybox)" "$root/bin/busybox"
for tool in sh cat echo env hostname httpd id ls mkdir nc ps sleep touch wget nslookup; do ln -s busybox "$root/bin/$tool"; done
for version in 1 2; do
  echo "hello, version $version" >"$root/www/index.html"
  tar -C "$root" -c . | docker import \
    --change 'ENV PATH=/bin' --change 'EXPOSE 8080' --change 'CMD ["/bin/httpd", "-f", "-v", "-p", "8080", "-h", "/www"]' - "hello:$version" >/dev/null
done
docker image ls hello
