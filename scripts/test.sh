# help:   test [FILTER]                          install what the tests need, build, run them all (or those whose full name contains FILTER)
require_dotnet
. "$ROOT/scripts/test-tools.sh"
require_build
export ORCHESTRATOR="$EXECUTABLE"
results="$ARTIFACTS/test.log"
export ORCHESTRATOR_CLIENT_REPORT="$ARTIFACTS/clients.txt"
rm -f "$ORCHESTRATOR_CLIENT_REPORT"
# shellcheck disable=SC2046
dotnet build "$ROOT/Orchestrator.sln" $(build_properties) -v q --nologo >"$ARTIFACTS/build.log" 2>&1 || { grep -E 'error|warn' "$ARTIFACTS/build.log" | sort -u >&2; die "the build failed"; }
# One project after the other (-m:1): they share two cores, a Docker engine and the network.
# shellcheck disable=SC2046
dotnet test "$ROOT/Orchestrator.sln" $(build_properties) --no-build -m:1 ${1:+--filter "FullyQualifiedName~$1"} --logger 'console;verbosity=normal' --nologo 2>&1 |
  tee "$results" | grep --line-buffered -vE '^\s+(Passed) |^Test Parallel|^Starting test|^A total of|^\[xUnit|^Test Run|^VSTest|^$|^Test run for|^Total tests|Total time|^ +(Passed|Failed|Skipped): ' || :
if [ -s "$ORCHESTRATOR_CLIENT_REPORT" ]; then
  echo "Which client ran what:"
  sed 's/^/  /' "$ORCHESTRATOR_CLIENT_REPORT"
fi
awk '
  /^ +(Passed|Failed|Skipped): +[0-9]+$/ { sub(":", "", $1); count[$1] += $2 }
  END { printf "%d passed, %d failed, %d skipped\n", count["Passed"], count["Failed"], count["Skipped"]; exit !(count["Passed"] > 0 && count["Failed"] == 0) }' "$results" || failed=1
[ -z "${failed:-}" ] || exit 1
! grep -qE 'Test Run (Aborted|Failed)|error MSB|The active test run was aborted' "$results" || die "a test run was cut off: see $results"
