using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Authorization.Rbac;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Objects.Admission.RoleEscalation;

/// <summary>
/// Nobody gives what they do not hold (a real server's <c>policybased</c> storage of roles and bindings). Who writes a role must hold its rules, or have the verb
/// <c>escalate</c> on it; who writes a binding must hold the rules of its role, or have the verb <c>bind</c> on that. It is asked after everybody who may still
/// change the object, for every way of writing: create, update, patch and apply end in the same place.
/// </summary>
internal sealed class RoleEscalationPlugin(IAuthorizer authorizer, RuleResolver resolver) : IMutatingAdmissionPlugin
{
    /// <summary>The plugin's name.</summary>
    public const string PluginName = "RoleEscalation";

    private const string Group = "rbac.authorization.k8s.io";
    private const string Masters = "system:masters";
    private static readonly PolicyRule[] FullAuthority =
    [
        new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] },
        new() { Verbs = ["*"], NonResourceURLs = ["*"] },
    ];

    /// <inheritdoc/>
    public string Name => PluginName;

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Resource.Group == Group && target.Saves(target.Resource);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        if (!attributes.Caller.Groups.Contains(Masters) && !OwnershipChange.IsAll(attributes))
        {
            Check(attributes);
        }

        return ValueTask.CompletedTask;
    }

    private void Check(AdmissionAttributes attributes)
    {
        switch (attributes.Object)
        {
            case Role role when !MayEscalate(attributes):
                Confirm(attributes, role.Rules);
                break;
            case ClusterRole role when !MayEscalate(attributes):
                Confirm(attributes, role.Rules);
                ConfirmAggregation(attributes, role);
                break;
            case RoleBinding binding when !MayBind(attributes, binding.RoleRef):
                Confirm(attributes, RulesOf(binding.RoleRef, attributes.Key.Namespace));
                break;
            case ClusterRoleBinding binding when !MayBind(attributes, binding.RoleRef):
                Confirm(attributes, RulesOf(binding.RoleRef, ""));
                break;
        }
    }

    private bool MayEscalate(AdmissionAttributes attributes) => authorizer.Authorize(new AccessAttributes(attributes.Caller)
    {
        Verb = "escalate",
        Group = Group,
        Version = "*",
        Resource = attributes.Key.Resource,
        Namespace = attributes.Key.Namespace,
        Name = attributes.Operation == AdmissionOperation.Create ? "" : attributes.Key.Name,
    }).Allowed;

    private bool MayBind(AdmissionAttributes attributes, RoleRef role) => authorizer.Authorize(new AccessAttributes(attributes.Caller)
    {
        Verb = "bind",
        Group = role.ApiGroup,
        Version = "*",
        Resource = ResourceOf(role),
        Namespace = attributes.Key.Namespace,
        Name = role.Name,
    }).Allowed;

    private void Confirm(AdmissionAttributes attributes, IReadOnlyList<PolicyRule> rules)
    {
        if (Lacking(attributes, rules) is { } lacking)
        {
            throw attributes.Forbidden(lacking);
        }
    }

    // whatever its rules are now, it may come to gather anything
    private void ConfirmAggregation(AdmissionAttributes attributes, ClusterRole role)
    {
        if ((role.AggregationRule is not null || attributes.OldObject is ClusterRole { AggregationRule: not null }) && Lacking(attributes, FullAuthority) is not null)
        {
            throw attributes.Forbidden("must have cluster-admin privileges to use the aggregationRule");
        }
    }

    private string? Lacking(AdmissionAttributes attributes, IReadOnlyList<PolicyRule> rules)
    {
        var caller = attributes.Caller;
        var owned = resolver.RulesFor(caller.UserName, caller.Groups, attributes.Key.Namespace, out var unresolved);
        var missing = RuleCoverage.Missing(owned, rules);
        if (missing.Count == 0)
        {
            return null;
        }

        var groups = string.Join(' ', caller.Groups.Select(GoText.Quote));
        var text = $"user {GoText.Quote(caller.UserName)} (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', RuleText.Describe(missing))}";
        return unresolved.Count == 0 ? text : $"{text}; resolution errors: [{GoText.Aggregate(unresolved)}]";
    }

    private IReadOnlyList<PolicyRule> RulesOf(RoleRef role, string namespaceName) => resolver.RulesOf(role, namespaceName)
        ?? throw new ApiException(StatusFactory.NotFound(new GroupResource(Group, ResourceOf(role)), role.Name));

    private static string ResourceOf(RoleRef role) => role.Kind == "Role" ? "roles" : "clusterroles";
}
