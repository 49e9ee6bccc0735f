# What the commands share: messages, packages of the machine, the choice of the actor runtime, the build.
EXECUTABLE="$ARTIFACTS/orchestrator/orchestrator"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# install PROGRAM PACKAGE: installs a Debian package when its program is missing, saying so.
install() {
  command -v "$1" >/dev/null 2>&1 && return
  command -v apt-get >/dev/null 2>&1 || die "'$1' is missing; install it with this system's package manager"
  [ "$(id -u)" = 0 ] || die "'$1' is missing: sudo apt-get install $2"
  say "installing $2 (for $1)"
  if [ -z "${APT_UPDATED:-}" ]; then apt-get update -qq >/dev/null; APT_UPDATED=1; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null 2>&1 || die "apt-get install $2 failed"
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

# Which runtime hosts the grains: $ACTOR_RUNTIME, else Orleans where its packages restore, else the built-in one. Found out once, remembered in artifacts/.
actor_runtime() {
  local file="$ARTIFACTS/actor-runtime" probe
  if [ -n "${ACTOR_RUNTIME:-}" ]; then mkdir -p "$ARTIFACTS"; echo "$ACTOR_RUNTIME" >"$file"; fi
  if [ ! -s "$file" ]; then
    mkdir -p "$ARTIFACTS/probe"
    probe="$ARTIFACTS/probe/probe.csproj"
    printf '%s' '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally></PropertyGroup>
<ItemGroup><PackageReference Include="Microsoft.Orleans.Server" Version="'"$(orleans_version)"'"/><PackageReference Include="Microsoft.Orleans.Sdk" Version="'"$(orleans_version)"'"/></ItemGroup></Project>' >"$probe"
    printf '<Project/>' | tee "$ARTIFACTS/probe/Directory.Build.props" >"$ARTIFACTS/probe/Directory.Packages.props"
    if timeout 120 dotnet restore "$probe" >"$ARTIFACTS/probe/log" 2>&1; then echo Orleans >"$file"; say "actor runtime: Orleans $(orleans_version)"
    else echo BuiltIn >"$file"; say "actor runtime: built-in (Microsoft.Orleans.Server $(orleans_version) does not restore here: $(grep -o 'NU[0-9]*' "$ARTIFACTS/probe/log" | head -n 1))"; fi
  fi
  cat "$file"
}

orleans_version() { echo "${ORLEANS_VERSION:-10.4.2}"; }

build_properties() { echo "-p:ActorRuntime=$(actor_runtime) -p:OrleansVersion=$(orleans_version)"; }

# Whether a source is newer than what was built last.
stale() {
  [ -x "$EXECUTABLE" ] && [ -f "$ARTIFACTS/built" ] || return 0
  [ -n "$(find "$ROOT"/{grains,silo,client,src,bench} "$ROOT"/*.props \( -name obj -o -name bin \) -prune -o -type f -newer "$ARTIFACTS/built" -print -quit)" ]
}

require_build() { stale || return 0; . "$ROOT/scripts/build.sh"; }
