using System.Text;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Replaces parts of a text, a number of times or (below 0) always. An empty part is found before each character and at the end.</summary>
internal static class TextReplacement
{
    public static string Replace(string text, string old, string with, long limit)
    {
        if (limit == 0 || (old.Length > 0 && limit < 0))
        {
            return limit == 0 ? text : text.Replace(old, with, StringComparison.Ordinal);
        }

        var result = new StringBuilder();
        var at = 0;
        for (var left = limit; left != 0; left--)
        {
            var found = old.Length == 0 ? at : text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            result.Append(text, at, found - at).Append(with);
            at = found + old.Length;
            if (old.Length == 0)
            {
                if (at == text.Length)
                {
                    return result.ToString();
                }

                var width = char.IsHighSurrogate(text[at]) ? 2 : 1;
                result.Append(text, at, width);
                at += width;
            }
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
