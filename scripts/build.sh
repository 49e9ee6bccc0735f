# help:   build                                  build the executable into artifacts/orchestrator
require_dotnet
mkdir -p "$ARTIFACTS"
say "building"
log="$ARTIFACTS/build.log"
stamp=$(mktemp)
publish() {
  # shellcheck disable=SC2046
  dotnet publish "$ROOT/src/Orchestrator.Cli" -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" $(build_properties) "$@" -o "$ARTIFACTS/orchestrator" -v q --nologo >"$log" 2>&1
}
# To machine code where the compiler's package restores and a linker is there (docs/decisions/0012), else to code that is partly compiled as it runs.
# What machine code cannot do (reflection without a trace) is an error of the program and not of the machine, and ends the build.
native() {
  [ "$(actor_runtime)" = BuiltIn ] && [ "${NATIVE:-true}" = true ] || return
  [ "$(id -u)" != 0 ] || install gcc gcc libc6-dev
  local linker
  linker=$(command -v clang || command -v gcc) || { say "not compiled to machine code: there is no linker (sudo apt-get install gcc libc6-dev)"; return 1; }
  publish -p:Native=true -p:CppCompilerAndLinker="$linker" && return
  ! grep -qE 'error IL[0-9]|error CS[0-9]' "$log" || { cat "$log" >&2; die "the build failed"; }
  say "not compiled to machine code: $(grep -m 1 error "$log")"
  return 1
}
rm -rf "$ARTIFACTS/orchestrator"
native || publish --self-contained false -p:PublishReadyToRun=true || publish --self-contained false || { cat "$log" >&2; die "the build failed"; }
mv "$stamp" "$ARTIFACTS/built"
