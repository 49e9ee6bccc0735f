using System.Security.Cryptography;

namespace Orchestrator.Silo.Writes;

/// <summary>Names from <c>metadata.generateName</c>: the prefix and five random characters, from a real server's alphabet, which spells no words.</summary>
internal static class NameGenerator
{
    /// <summary>How often a server tries anew when the name is taken.</summary>
    public const int Attempts = 8;

    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int RandomLength = 5;
    private const int MaxPrefix = 63 - RandomLength;

    /// <summary>Makes a name.</summary>
    public static string Generate(string prefix) =>
        string.Concat(prefix.AsSpan(0, Math.Min(prefix.Length, MaxPrefix)), RandomNumberGenerator.GetString(Alphabet, RandomLength));
}
