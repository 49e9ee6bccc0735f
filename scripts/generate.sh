# help:   generate                               make the models and kind descriptors again from the API's facts ($KUBERNETES_API_FACTS, or ../shared/kubernetes-api)
require_dotnet
facts=${KUBERNETES_API_FACTS:-$ROOT/../shared/kubernetes-api}
[ -f "$facts/facts-1.35.json" ] || die "no facts in '$facts': set KUBERNETES_API_FACTS to the folder that holds facts-1.35.json"
dotnet run -c Release --project "$ROOT/src/Orchestrator.Api.Generator" -- "$facts" "$ROOT/src/Orchestrator.Api/Generated"
