namespace Orchestrator.Silo.Authorization.Impersonation;

/// <summary>The headers by which a request asks to be taken for somebody else's.</summary>
internal static class ImpersonationHeaders
{
    public const string User = "Impersonate-User";

    public const string Group = "Impersonate-Group";

    public const string Uid = "Impersonate-Uid";

    /// <summary>Followed by the attribute's name, percent-encoded.</summary>
    public const string ExtraPrefix = "Impersonate-Extra-";

    private const string Prefix = "Impersonate-";

    /// <summary>Whether a header is one of them.</summary>
    public static bool IsOne(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
