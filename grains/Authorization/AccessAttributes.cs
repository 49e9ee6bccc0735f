using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Authorization;

/// <summary>
/// Who wants to do what: all that authorizers are told (a real server's <c>authorizer.Attributes</c>). A request makes one, and so do access reviews,
/// impersonation, the checks against escalation, and admission plugins that must know whether a user may use something.
/// </summary>
public readonly struct AccessAttributes
{
    /// <summary>Attributes of a user.</summary>
    public AccessAttributes(string user, string uid, IReadOnlyList<string> groups)
    {
        User = user;
        Uid = uid;
        Groups = groups;
    }

    /// <summary>Attributes of who asks for a write.</summary>
    public AccessAttributes(Caller caller)
        : this(caller.UserName, caller.Uid, caller.Groups)
    {
    }

    /// <summary>The user's name.</summary>
    public string User { get; }

    /// <summary>The user's uid; empty when there is none.</summary>
    public string Uid { get; }

    /// <summary>The user's groups.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The verb: <c>get</c>, and for other paths the HTTP method in lower case.</summary>
    public required string Verb { get; init; }

    /// <summary>Whether a resource is asked for; otherwise <see cref="Path"/> is.</summary>
    public bool IsResource { get; init; } = true;

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version of the API group.</summary>
    public string Version { get; init; } = "";

    /// <summary>The plural resource name.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace; empty for all namespaces and the cluster's scope.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object's name; empty when none is named.</summary>
    public string Name { get; init; } = "";

    /// <summary>The path that is no resource.</summary>
    public string Path { get; init; } = "";

    /// <summary>What a list, watch or deletecollection selects; null when everything.</summary>
    public AccessSelectors? Selectors { get; init; }

    /// <summary>Whether the verb only reads.</summary>
    public bool IsReadOnly => Verb is "get" or "list" or "watch";

    /// <summary>Whether the user is in a group.</summary>
    public bool IsIn(string group)
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            if (string.Equals(Groups[i], group, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
