using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Grains.Controllers.ResourceClaims;

/// <summary>Names of claims that are made for pods.</summary>
internal static class ClaimNames
{
    private const int LongestBase = 57;

    /// <summary><c>POD-CLAIM-</c>; when that is too long, both are cut in proportion, so that something of each is left.</summary>
    public static string Generate(string pod, string claim)
    {
        var length = pod.Length + 1 + claim.Length;
        return length <= LongestBase ? $"{pod}-{claim}-" : $"{pod[..(pod.Length * LongestBase / length)]}-{claim[..(claim.Length * LongestBase / length)]}-";
    }

    /// <summary>Five characters that go by the pod and the claim: a claim that is made twice has the same name, and the second is refused.</summary>
    public static string Suffix(string podUid, string claim, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{podUid}/{claim}/{attempt}"));
        return SafeNames.Suffix(BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }
}
