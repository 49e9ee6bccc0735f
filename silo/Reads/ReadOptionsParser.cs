using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Api.Errors;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Reads;

/// <summary>Reads <see cref="ReadOptions"/> from a query; of a repeated parameter the first counts, as with a real server.</summary>
internal static class ReadOptionsParser
{
    /// <exception cref="ApiException">A number or boolean is none (400).</exception>
    public static ReadOptions Parse(string? query)
    {
        if (string.IsNullOrEmpty(query))
        {
            return ReadOptions.None;
        }

        var options = ReadOptions.None;
        var seen = 0;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var bit = Bit(pair.DecodeName().Span);
            if (bit == 0 || (seen & bit) != 0)
            {
                continue;
            }

            seen |= bit;
            options = With(options, bit, pair.DecodeValue().ToString());
        }

        return options;
    }

    private static int Bit(ReadOnlySpan<char> name) => name switch
    {
        "labelSelector" => 1,
        "fieldSelector" => 1 << 1,
        "resourceVersion" => 1 << 2,
        "resourceVersionMatch" => 1 << 3,
        "limit" => 1 << 4,
        "continue" => 1 << 5,
        "allowWatchBookmarks" => 1 << 6,
        "sendInitialEvents" => 1 << 7,
        "timeoutSeconds" => 1 << 8,
        "includeObject" => 1 << 9,
        "pretty" => 1 << 10,
        _ => 0,
    };

    private static ReadOptions With(ReadOptions options, int bit, string value) => bit switch
    {
        1 => options with { LabelSelector = value },
        1 << 1 => options with { FieldSelector = value },
        1 << 2 => options with { ResourceVersion = value },
        1 << 3 => options with { ResourceVersionMatch = value },
        1 << 4 => options with { Limit = Number(value) ?? 0 },
        1 << 5 => options with { Continue = value },
        1 << 6 => options with { AllowWatchBookmarks = QueryValues.Boolean(value) },
        1 << 7 => options with { SendInitialEvents = QueryValues.Boolean(value) },
        1 << 8 => options with { TimeoutSeconds = Number(value) },
        1 << 9 => options with { IncludeObject = value },
        _ => value.Length == 0 ? options : options with { Pretty = value is "1" or "t" or "T" or "true" or "True" or "TRUE" }, // strconv.ParseBool
    };

    private static long? Number(string value) => QueryValues.Number(value);
}
