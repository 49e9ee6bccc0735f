# What the commands share: messages, packages of the machine, the choice of the actor runtime, the build.
EXECUTABLE="$ARTIFACTS/orchestrator/orchestrator"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# install PROGRAM PACKAGE...: installs Debian packages when the program is missing, saying so.
install() {
  command -v "$1" >/dev/null 2>&1 && return
  command -v apt-get >/dev/null 2>&1 || die "'$1' is missing; install it with this system's package manager"
  [ "$(id -u)" = 0 ] || die "'$1' is missing: sudo apt-get install ${*:2}"
  say "installing ${*:2} (for $1)"
  if [ -z "${APT_UPDATED:-}" ]; then apt-get update -qq >/dev/null; APT_UPDATED=1; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${@:2}" >/dev/null 2>&1 || die "apt-get install ${*:2} failed"
}

require_dotnet() {
  command -v dotnet >/dev/null 2>&1 || install dotnet dotnet-sdk-10.0
  case "$(dotnet --version 2>/dev/null)" in 10.*) ;; *) die ".NET SDK 10 is needed (found: $(dotnet --version 2>/dev/null || echo none))" ;; esac
}

# Docker: installs the engine and starts it, unless DOCKER_HOST says that it is elsewhere.
require_docker() {
  [ -z "${DOCKER_HOST:-}" ] || return 0
  install dockerd docker.io
  docker info >/dev/null 2>&1 && return
  say "starting the Docker engine"
  if [ -d /run/systemd/system ]; then systemctl start docker
  else setsid nohup dockerd >/var/log/dockerd.log 2>&1 </dev/null & fi
  for _ in $(seq 100); do docker info >/dev/null 2>&1 && return; read -rt 0.2 <> <(:) || :; done
  die "the Docker engine did not start: see /var/log/dockerd.log"
}

# Which runtime hosts the grains: $ACTOR_RUNTIME (BuiltIn, Orleans, or auto: Orleans where its packages restore), else what was taken last, else the built-in one.
# See docs/decisions/0008-built-in-runtime-by-default.md.
actor_runtime() {
  local file="$ARTIFACTS/actor-runtime" wanted=${ACTOR_RUNTIME:-}
  if [ -z "$wanted" ] && [ -s "$file" ]; then cat "$file"; return; fi
  case "${wanted:=BuiltIn}" in
    BuiltIn | Orleans) ;;
    auto) if orleans_restores; then wanted=Orleans; else wanted=BuiltIn; fi ;;
    *) die "ACTOR_RUNTIME is '$wanted', but must be BuiltIn, Orleans or auto" ;;
  esac
  mkdir -p "$ARTIFACTS"
  if [ ! -s "$file" ] || [ "$(cat "$file")" != "$wanted" ]; then
    say "actor runtime: $wanted"
    echo "$wanted" >"$file"
    rm -f "$ARTIFACTS/built"
  fi
  echo "$wanted"
}

orleans_restores() {
  local probe="$ARTIFACTS/probe/probe.csproj"
  mkdir -p "$ARTIFACTS/probe"
  printf '%s' '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
<ItemGroup><PackageReference Include="Microsoft.Orleans.Server" Version="'"$(orleans_version)"'"/><PackageReference Include="Microsoft.Orleans.Sdk" Version="'"$(orleans_version)"'"/></ItemGroup></Project>' >"$probe"
  printf '<Project/>' | tee "$ARTIFACTS/probe/Directory.Build.props" >"$ARTIFACTS/probe/Directory.Packages.props"
  timeout 120 dotnet restore "$probe" >"$ARTIFACTS/probe/log" 2>&1 || { say "Microsoft.Orleans.Server $(orleans_version) does not restore here: $(grep -o 'NU[0-9]*' "$ARTIFACTS/probe/log" | head -n 1)"; return 1; }
}

orleans_version() { echo "${ORLEANS_VERSION:-10.4.2}"; }

build_properties() { echo "-p:ActorRuntime=$(actor_runtime) -p:OrleansVersion=$(orleans_version)"; }

# Whether a source is newer than what was built last.
stale() {
  [ -x "$EXECUTABLE" ] && [ -f "$ARTIFACTS/built" ] || return 0
  [ -n "$(find "$ROOT"/{grains,silo,client,src,bench} "$ROOT"/*.props \( -name obj -o -name bin \) -prune -o -type f -newer "$ARTIFACTS/built" -print -quit)" ]
}

require_build() {
  [ -z "${ACTOR_RUNTIME:-}" ] || actor_runtime >/dev/null
  stale || return 0
  . "$ROOT/scripts/build.sh"
}
