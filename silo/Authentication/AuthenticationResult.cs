namespace Orchestrator.Silo.Authentication;

/// <summary>What one way of authentication found.</summary>
/// <param name="User">The user, or null.</param>
/// <param name="Refused">Whether credentials were given that are wrong: 401 unless another way accepts the request.</param>
public readonly record struct AuthenticationResult(UserInfo? User, bool Refused)
{
    /// <summary>No credentials of this kind.</summary>
    public static AuthenticationResult None => default;

    /// <summary>Credentials of this kind that do not hold.</summary>
    public static AuthenticationResult Wrong => new(null, true);

    /// <summary>The user is known.</summary>
    public static AuthenticationResult Of(UserInfo user) => new(user, false);
}
