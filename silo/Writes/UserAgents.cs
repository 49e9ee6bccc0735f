using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Silo.Writes;

/// <summary>
/// Names the manager of fields of a client that does not say who it is: by the part of its user agent before the first slash, as a real server's
/// <c>prefixFromUserAgent</c>.
/// </summary>
internal static class UserAgents
{
    private const int LongestName = 128;
    private const int MostKnown = 1024;
    private const string Unknown = "unknown";
    private static readonly ConcurrentDictionary<string, WriteOptions> Known = new(StringComparer.Ordinal);

    /// <summary>The options, with a manager.</summary>
    public static WriteOptions NameManager(WriteOptions options, StringValues userAgent)
    {
        if (options.FieldManager.Length > 0)
        {
            return options;
        }

        var named = Named(userAgent.Count == 0 ? "" : userAgent[0] ?? "");
        return ReferenceEquals(options, WriteOptions.None) ? named : options with { FieldManager = named.FieldManager };
    }

    /// <summary>Whether a character may be in a manager's name: Go's <c>unicode.IsPrint</c>.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static WriteOptions Named(string userAgent)
    {
        if (Known.TryGetValue(userAgent, out var options))
        {
            return options;
        }

        options = new WriteOptions { FieldManager = Name(userAgent) };
        if (Known.Count < MostKnown)
        {
            Known.TryAdd(userAgent, options);
        }

        return options;
    }

    private static string Name(string userAgent)
    {
        var name = new StringBuilder();
        var length = 0;
        var end = userAgent.IndexOf('/', StringComparison.Ordinal);
        foreach (var rune in userAgent.AsSpan(0, end < 0 ? userAgent.Length : end).EnumerateRunes())
        {
            if (IsPrintable(rune))
            {
                length += rune.Utf8SequenceLength;
                if (length > LongestName)
                {
                    break;
                }

                name.Append(rune.ToString());
            }
        }

        return name.Length == 0 ? Unknown : name.ToString();
    }
}
