# What the suites in bash share: each check is a function; its output is shown when it fails. The report is TAP (testanything.org).
set -uo pipefail

# check NAME COMMAND...: runs the command in a shell that ends at the first failure.
check() {
  local name=$1 output code
  shift
  output=$(set -e; "$@" 2>&1) # in no condition: there, -e would not be heeded
  code=$?
  if [ $code = 0 ]; then echo "ok - $name"; else echo "not ok - $name"; tail -c 2000 <<<"$output" | sed 's/^/# /'; fi
}

# expect TEXT COMMAND...: the command succeeds and says TEXT.
expect() {
  local text=$1 output
  shift
  output=$("$@" 2>&1) || { echo "$* failed: $output"; return 1; }
  [[ "$output" == *"$text"* ]] || { echo "$*: expected '$text', got: $output"; return 1; }
}

# refuse TEXT COMMAND...: the command fails and says TEXT.
refuse() {
  local text=$1 output
  shift
  if output=$("$@" 2>&1); then echo "$* succeeded: $output"; return 1; fi
  [[ "$output" == *"$text"* ]] || { echo "$*: expected '$text', got: $output"; return 1; }
}
