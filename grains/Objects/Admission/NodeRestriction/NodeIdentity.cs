using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>Tells which node a caller is.</summary>
internal static class NodeIdentity
{
    /// <summary>How the names of nodes' users begin.</summary>
    public const string UserPrefix = "system:node:";

    private const string Group = "system:nodes";

    /// <summary>The node's name, empty when its user has none; null when the caller is no node.</summary>
    public static string? Of(Caller caller) =>
        caller.UserName.StartsWith(UserPrefix, StringComparison.Ordinal) && caller.Groups.Contains(Group) ? caller.UserName[UserPrefix.Length..] : null;
}
