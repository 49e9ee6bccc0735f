using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;
using Quota = Orchestrator.Api.Models.Core.V1.ResourceQuota;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;

/// <summary>Whether a quota is about an object: all its scopes hold.</summary>
internal static class QuotaScopes
{
    /// <summary>Whether they hold.</summary>
    public static bool Match(Quota quota, QuotaEvaluator evaluator, IKubeObject value)
    {
        foreach (var scope in quota.Spec.Scopes ?? [])
        {
            if (!evaluator.IsInScope(value, scope, "Exists", []))
            {
                return false;
            }
        }

        foreach (var expression in quota.Spec.ScopeSelector?.MatchExpressions ?? [])
        {
            if (!evaluator.IsInScope(value, expression.ScopeName, expression.Operator, expression.Values ?? []))
            {
                return false;
            }
        }

        return true;
    }
}
