using System.Globalization;
using System.Text;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>What bootstrap tokens' secrets say.</summary>
public static class BootstrapTokens
{
    /// <summary>The type of the secrets.</summary>
    public const string SecretType = "bootstrap.kubernetes.io/token";

    private const string Expiration = "expiration";

    /// <summary>When the token ends; null when it does not.</summary>
    /// <exception cref="FormatException">The time is no RFC 3339 one.</exception>
    public static DateTimeOffset? ExpirationOf(IReadOnlyDictionary<string, byte[]> data) =>
        data.GetValueOrDefault(Expiration) is { Length: > 0 } text
            ? DateTimeOffset.Parse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    /// <summary>Whether the token has ended; one whose end cannot be read has.</summary>
    public static bool HasExpired(IReadOnlyDictionary<string, byte[]> data, TimeProvider time)
    {
        try
        {
            return ExpirationOf(data) <= time.GetUtcNow();
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
