# help:   build                                  build the executable into artifacts/orchestrator
require_dotnet
mkdir -p "$ARTIFACTS"
say "building"
log="$ARTIFACTS/build.log"
stamp=$(mktemp)
publish() {
  # shellcheck disable=SC2046
  dotnet publish "$1" -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" --self-contained false $(build_properties) "${@:3}" -o "$2" -v q --nologo >"$log" 2>&1
}
# Compiled ahead of time where the compiler's package restores: it halves the time to ready.
publish "$ROOT/src/Orchestrator.Cli" "$ARTIFACTS/orchestrator" -p:PublishReadyToRun=true ||
  publish "$ROOT/src/Orchestrator.Cli" "$ARTIFACTS/orchestrator" ||
  { cat "$log" >&2; die "the build failed"; }
mv "$stamp" "$ARTIFACTS/built"
