namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>The public half of a signing key: a point on the curve P-256.</summary>
/// <param name="Id">The <c>kid</c>.</param>
/// <param name="Algorithm">The <c>alg</c>.</param>
/// <param name="X">A coordinate, 32 bytes.</param>
/// <param name="Y">A coordinate, 32 bytes.</param>
public sealed record PublicKey(string Id, string Algorithm, byte[] X, byte[] Y)
{
    internal static PublicKey Of(SigningKey key)
    {
        var (x, y) = key.ExportPoint();
        return new PublicKey(key.Id, SigningKey.Algorithm, x, y);
    }
}
