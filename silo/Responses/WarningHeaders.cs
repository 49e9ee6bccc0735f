using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Responses;

/// <summary>Warnings to the client, which kubectl prints: <c>Warning: 299 - "TEXT"</c> (RFC 7234, 5.5).</summary>
internal static class WarningHeaders
{
    private const int MostCharacters = 2048; // some clients drop answers with very large headers

    /// <summary>Adds a warning.</summary>
    public static void Add(HttpResponse response, string text)
    {
        var value = new StringBuilder("299 - \"");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostCharacters)))
        {
            if (c is '"' or '\\')
            {
                value.Append('\\');
            }

            value.Append(c is >= ' ' and < (char)0x7f ? c : ' ');
        }

        response.Headers.Append("Warning", value.Append('"').ToString());
    }
}
