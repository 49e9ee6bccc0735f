using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Authorization.Rbac;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ClusterRoles;

/// <summary>
/// Keeps the rules of ClusterRoles with an <c>aggregationRule</c> to those of the roles that it selects (<c>clusterroleaggregation_controller.go</c>).
/// It may give rights that it does not hold: its role has the verb <c>escalate</c>.
/// </summary>
internal sealed class ClusterRoleAggregationController(ControllerServices services)
    : Controller<ClusterRole>("clusterrole-aggregation-controller", ClusterRoles, services)
{
    private static readonly GroupResource ClusterRoles = new("rbac.authorization.k8s.io", "clusterroles");

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) =>
        watches.Mapped(ClusterRoles, (change, poke) =>
        {
            foreach (var entry in Replica.List(ClusterRoles))
            {
                if (entry.Key != change.Entry.Key && entry.As<ClusterRole>().AggregationRule is not null)
                {
                    poke(entry.Key);
                }
            }
        });

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, ClusterRole value, CancellationToken cancellationToken)
    {
        if (value.AggregationRule is null || value.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        var rules = RoleAggregation.Gather(value, Replica.List(ClusterRoles).Select(static entry => entry.As<ClusterRole>()));
        if (!rules.SequenceEqual(value.Rules, RuleEquality.Instance))
        {
            await Client.PatchAsync(key, Patch(rules), "", cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private static byte[] Patch(List<PolicyRule> rules) => MergePatch.Write(writer =>
    {
        writer.WriteStartArray("rules"u8);
        foreach (var rule in rules)
        {
            rule.Write(writer);
        }

        writer.WriteEndArray();
    });
}
