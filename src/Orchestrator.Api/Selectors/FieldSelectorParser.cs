using System.Text;

namespace Orchestrator.Api.Selectors;

/// <summary>Parses the text form of a field selector, with the messages of Kubernetes' <c>fields.ParseSelector</c>.</summary>
internal static class FieldSelectorParser
{
    public static IEnumerable<FieldRequirement> Parse(string text)
    {
        foreach (var term in Terms(text))
        {
            if (term.Length == 0)
            {
                continue;
            }

            yield return Requirement(term) ?? throw new FormatException($"invalid selector: '{text}'; can't understand '{term}'");
        }
    }

    public static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);

    private static IEnumerable<string> Terms(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case ',':
                    yield return text[start..i];
                    start = i + 1;
                    break;
            }
        }

        yield return text[start..];
    }

    private static FieldRequirement? Requirement(string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            switch (term[i])
            {
                case '\\':
                    i++;
                    break;
                case '!' when i + 1 < term.Length && term[i + 1] == '=':
                    return new FieldRequirement(term[..i], IsEqual: false, Unescape(term[(i + 2)..]));
                case '=':
                    var length = i + 1 < term.Length && term[i + 1] == '=' ? 2 : 1;
                    return new FieldRequirement(term[..i], IsEqual: true, Unescape(term[(i + length)..]));
            }
        }

        return null;
    }

    private static string Unescape(string value)
    {
        if (value.AsSpan().IndexOfAny('\\', ',', '=') < 0)
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '\\' when i + 1 == value.Length:
                    throw new FormatException("invalid field selector: invalid escape sequence: \\");
                case '\\' when value[i + 1] is '\\' or ',' or '=':
                    text.Append(value[++i]);
                    break;
                case '\\':
                    throw new FormatException($"invalid field selector: invalid escape sequence: \\{value[i + 1]}");
                case ',' or '=':
                    throw new FormatException($"invalid field selector: unescaped character in value: {value[i]}");
                default:
                    text.Append(value[i]);
                    break;
            }
        }

        return text.ToString();
    }
}
