using System.Text;

namespace Orchestrator.Cel.Syntax;

/// <summary>An expression's text, and what stands where in it.</summary>
internal sealed class SourceText(string text)
{
    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>An error as cel-go prints it: where, what, the line, and a mark under the place.</summary>
    public string Describe(CelIssue issue)
    {
        var position = Math.Min(issue.Position, text.Length);
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var end = text.IndexOf('\n', start);
        var line = text[start..(end < 0 ? text.Length : end)].Replace('\t', ' ');
        var number = text.AsSpan(0, start).Count('\n') + 1;
        var column = CodePoints(text.AsSpan(start, position - start));
        var result = new StringBuilder($"ERROR: <input>:{number}:{column + 1}: {issue.Message}");
        result.Append("\n | ").Append(line).Append("\n | ").Append('.', column).Append('^');
        return result.ToString();
    }

    private static int CodePoints(ReadOnlySpan<char> span)
    {
        var count = 0;
        foreach (var _ in span.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
