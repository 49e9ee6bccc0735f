using System.Globalization;
using System.Text;

namespace Orchestrator.Api.Yaml;

/// <summary>Writes strings: plain where that reads back as the same string, else quoted, or as a literal block when they have several lines.</summary>
internal static class YamlText
{
    public static void WriteKey(StringBuilder output, string key) => Write(output, key, blockIndent: null);

    public static void WriteValue(StringBuilder output, string value, int indent) => Write(output, value, indent);

    private static void Write(StringBuilder output, string text, int? blockIndent)
    {
        var traits = YamlTraits.Of(text);
        if (traits.HasBreak && blockIndent is { } indent && traits.LiteralAllowed)
        {
            WriteLiteral(output, text, indent);
        }
        else if (YamlScalar.NeedsQuotes(text) || traits.HasBreak || !traits.SingleQuotedAllowed)
        {
            WriteDoubleQuoted(output, text);
        }
        else if (traits.PlainAllowed)
        {
            output.Append(text);
        }
        else
        {
            output.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        }
    }

    private static void WriteLiteral(StringBuilder output, string text, int indent)
    {
        output.Append('|');
        if (text[0] is ' ' or '\n')
        {
            output.Append('2');
        }

        output.Append(!text.EndsWith('\n') ? "-" : text.Length == 1 || text.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : "");
        foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
        {
            output.Append('\n').Append(' ', line.Length > 0 ? indent : 0).Append(line);
        }
    }

    private static void WriteDoubleQuoted(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\0' => output.Append("\\0"),
                '\a' => output.Append("\\a"),
                '\b' => output.Append("\\b"),
                '\v' => output.Append("\\v"),
                '\f' => output.Append("\\f"),
                0x1b => output.Append("\\e"),
                0x85 => output.Append("\\N"),
                0x2028 => output.Append("\\L"),
                0x2029 => output.Append("\\P"),
                _ when YamlTraits.IsPrintable(rune) => output.Append(rune.ToString()),
                < 0x100 => output.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
                < 0x10000 => output.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => output.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }

        output.Append('"');
    }
}
