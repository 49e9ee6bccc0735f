# help:   bench [SUITE...] [--json FILE]         measure: actors, ledger, api, scheduling, decisions, control; each beside a baseline of the same run
require_build
require_dotnet
# shellcheck disable=SC2046
dotnet publish "$ROOT/bench/Orchestrator.Bench" -c Release $(build_properties) -o "$ARTIFACTS/bench" -v q --nologo >"$ARTIFACTS/build.log" 2>&1 || { cat "$ARTIFACTS/build.log" >&2; die "the build failed"; }
ORCHESTRATOR="$EXECUTABLE" BENCH_RESULTS="$ARTIFACTS/results" exec "$ARTIFACTS/bench/orchestrator-bench" "$@"
