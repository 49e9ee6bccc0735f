namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>What is known of a token.</summary>
/// <param name="User">Whose it is; null when it does not authenticate.</param>
/// <param name="Audiences">For which of the audiences asked about it holds.</param>
/// <param name="Error">Why it does not authenticate, when it is a token of a known kind; null when it is nobody's.</param>
internal readonly record struct TokenAuthentication(UserInfo? User, IReadOnlyList<string>? Audiences, string? Error)
{
    /// <summary>No token of this kind.</summary>
    public static TokenAuthentication None => default;

    /// <summary>A token of this kind that does not hold.</summary>
    public static TokenAuthentication Wrong(string error) => new(null, null, error);

    /// <summary>The user is known.</summary>
    public static TokenAuthentication Of(UserInfo user, IReadOnlyList<string> audiences) => new(user, audiences, null);
}
