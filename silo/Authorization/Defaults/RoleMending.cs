using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Grains.Authorization.Rbac;

namespace Orchestrator.Silo.Authorization.Defaults;

/// <summary>
/// Brings default roles and bindings that somebody has changed, or an older server has made, up to date (a real server's <c>reconciliation</c>): what is missing is
/// added, what was added by others stays. The annotation <c>rbac.authorization.kubernetes.io/autoupdate: "false"</c> keeps an object as it is.
/// Each returns the object to write, or null when nothing is missing.
/// </summary>
internal static class RoleMending
{
    public static ClusterRole? Mend(ClusterRole present, ClusterRole wanted)
    {
        if (DefaultRoles.IsKept(present.Metadata))
        {
            return null;
        }

        var metadata = Metadata(present.Metadata, wanted.Metadata);
        var aggregates = wanted.AggregationRule is not null;
        var rules = aggregates ? [] : RuleCoverage.Missing(present.Rules, wanted.Rules);
        var adoptsAggregation = aggregates && present.AggregationRule is null;
        if (metadata is null && rules.Count == 0 && !adoptsAggregation)
        {
            return null;
        }

        return new ClusterRole
        {
            Metadata = metadata ?? present.Metadata,
            Rules = [.. present.Rules, .. rules],
            AggregationRule = adoptsAggregation ? wanted.AggregationRule : present.AggregationRule,
        };
    }

    public static Role? Mend(Role present, Role wanted)
    {
        if (DefaultRoles.IsKept(present.Metadata))
        {
            return null;
        }

        var metadata = Metadata(present.Metadata, wanted.Metadata);
        var rules = RuleCoverage.Missing(present.Rules, wanted.Rules);
        return metadata is null && rules.Count == 0 ? null : new Role { Metadata = metadata ?? present.Metadata, Rules = [.. present.Rules, .. rules] };
    }

    public static ClusterRoleBinding? Mend(ClusterRoleBinding present, ClusterRoleBinding wanted)
    {
        var metadata = Metadata(present.Metadata, wanted.Metadata);
        var subjects = MissingSubjects(present.Subjects, wanted.Subjects);
        return DefaultRoles.IsKept(present.Metadata) || (metadata is null && subjects.Count == 0)
            ? null
            : new ClusterRoleBinding { Metadata = metadata ?? present.Metadata, RoleRef = present.RoleRef, Subjects = [.. present.Subjects ?? [], .. subjects] };
    }

    public static RoleBinding? Mend(RoleBinding present, RoleBinding wanted)
    {
        var metadata = Metadata(present.Metadata, wanted.Metadata);
        var subjects = MissingSubjects(present.Subjects, wanted.Subjects);
        return DefaultRoles.IsKept(present.Metadata) || (metadata is null && subjects.Count == 0)
            ? null
            : new RoleBinding { Metadata = metadata ?? present.Metadata, RoleRef = present.RoleRef, Subjects = [.. present.Subjects ?? [], .. subjects] };
    }

    /// <summary>Whether a binding gives another role than it should, which cannot be changed: it has to be made anew.</summary>
    public static bool IsBeyond(ClusterRoleBinding present, ClusterRoleBinding wanted) => !DefaultRoles.IsKept(present.Metadata) && !IsSame(present.RoleRef, wanted.RoleRef);

    /// <inheritdoc cref="IsBeyond(ClusterRoleBinding, ClusterRoleBinding)"/>
    public static bool IsBeyond(RoleBinding present, RoleBinding wanted) => !DefaultRoles.IsKept(present.Metadata) && !IsSame(present.RoleRef, wanted.RoleRef);

    private static bool IsSame(RoleRef one, RoleRef other) => one.ApiGroup == other.ApiGroup && one.Kind == other.Kind && one.Name == other.Name;

    private static List<Subject> MissingSubjects(List<Subject>? present, List<Subject>? wanted) =>
        [.. (wanted ?? []).Where(subject => present?.Exists(own => own.Kind == subject.Kind && own.Name == subject.Name && own.Namespace == subject.Namespace) != true)];

    // what is there stays as it is; what is not is added
    private static ObjectMeta? Metadata(ObjectMeta present, ObjectMeta wanted)
    {
        var labels = Merge(present.Labels, wanted.Labels!);
        var annotations = Merge(present.Annotations, wanted.Annotations!);
        return labels is null && annotations is null
            ? null
            : new ObjectMeta
            {
                Name = present.Name,
                Namespace = present.Namespace,
                ResourceVersion = present.ResourceVersion,
                Labels = labels ?? present.Labels,
                Annotations = annotations ?? present.Annotations,
                Finalizers = present.Finalizers,
                OwnerReferences = present.OwnerReferences,
            };
    }

    private static Dictionary<string, string>? Merge(Dictionary<string, string>? present, Dictionary<string, string> wanted) =>
        wanted.Keys.All(key => present?.ContainsKey(key) == true)
            ? null
            : (present ?? []).Concat(wanted.Where(pair => present?.ContainsKey(pair.Key) != true)).ToDictionary(StringComparer.Ordinal);
}
