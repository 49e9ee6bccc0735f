using System.Security.Cryptography;

namespace Orchestrator.Grains.Objects;

/// <summary>Makes names of a <c>metadata.generateName</c>. The name picks the grain, so whoever calls the grain makes it first.</summary>
public static class GeneratedNames
{
    /// <summary>How often a name that is taken is made anew, as a real server does.</summary>
    public const int Attempts = 8;

    private const int LongestBase = 63 - SuffixLength;
    private const int SuffixLength = 5;
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The base, cut to leave room, and five random characters that spell no words.</summary>
    public static string Next(string generateName)
    {
        var start = generateName.Length > LongestBase ? generateName[..LongestBase] : generateName;
        return start + RandomNumberGenerator.GetString(Alphabet, SuffixLength);
    }
}
