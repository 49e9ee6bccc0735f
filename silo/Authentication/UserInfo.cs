namespace Orchestrator.Silo.Authentication;

/// <summary>Who makes a request. Immutable; one instance serves all requests of a connection or token.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Uid">A unique id; empty where the method of authentication has none.</param>
/// <param name="Groups">The groups, with <c>system:authenticated</c> or <c>system:unauthenticated</c>.</param>
public sealed record UserInfo(string Name, string Uid, IReadOnlyList<string> Groups)
{
    /// <summary>The group of every authenticated user.</summary>
    public const string AuthenticatedGroup = "system:authenticated";

    private static readonly Dictionary<string, string[]> NoExtra = [];

    /// <summary>What else authentication (or impersonation) knows: name → values, names in lower case (<c>authentication.kubernetes.io/pod-name</c>). Shared: never written to.</summary>
    public IReadOnlyDictionary<string, string[]> Extra { get; init; } = NoExtra;

    /// <summary>Who sends no credentials.</summary>
    public static UserInfo Anonymous { get; } = new("system:anonymous", "", ["system:unauthenticated"]);

    /// <summary>Whether the user is in a group.</summary>
    public bool IsIn(string group)
    {
        foreach (var own in Groups)
        {
            if (string.Equals(own, group, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
