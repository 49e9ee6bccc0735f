using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.JsonPaths;

/// <summary>Reads a path, step by step.</summary>
internal sealed class JsonPathParser(string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];
    private int _at;

    public List<JsonPathStep> ParseAll()
    {
        var steps = new List<JsonPathStep>();
        if (_at < text.Length && text[_at] is '$' or '@')
        {
            _at++;
        }

        while (_at < text.Length)
        {
            switch (text[_at])
            {
                case '.' when _at + 1 < text.Length && text[_at + 1] == '.':
                    _at += 2;
                    steps.Add(new DescendStep());
                    if (_at < text.Length && text[_at] != '[')
                    {
                        AddName(steps);
                    }

                    break;
                case '.':
                    _at++;
                    if (_at < text.Length && text[_at] != '[')
                    {
                        AddName(steps);
                    }

                    break;
                case '[':
                    steps.Add(Bracket());
                    break;
                default:
                    throw new FormatException($"unrecognized character in action: U+{(int)text[_at]:X4} '{text[_at]}'");
            }
        }

        return steps;
    }

    private void AddName(List<JsonPathStep> steps)
    {
        var name = new StringBuilder();
        while (_at < text.Length && text[_at] is not ('.' or '[' or ']' or ' ' or ')' or '=' or '!' or '<' or '>'))
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
            }

            name.Append(text[_at++]);
        }

        if (name.Length == 0)
        {
            throw new FormatException("invalid field name");
        }

        steps.Add(name.ToString() == "*" ? new EachStep() : new FieldStep(name.ToString()));
    }

    private JsonPathStep Bracket()
    {
        var end = EndOfBracket();
        var inner = text[(_at + 1)..end].Trim();
        _at = end + 1;
        if (inner == "*")
        {
            return new EachStep();
        }

        if (inner is ['?', '(', .., ')'])
        {
            return Filter(inner[2..^1].Trim());
        }

        if (inner is ['\'', .., '\''] or ['"', .., '"'])
        {
            return new FieldStep(inner[1..^1].Replace("\\", "", StringComparison.Ordinal));
        }

        var parts = inner.Split(':');
        if (parts.Length == 1)
        {
            var index = Number(inner) ?? throw new FormatException($"invalid array index {inner}");
            return new RangeStep(index, index + 1, 1);
        }

        return parts.Length <= 3
            ? new RangeStep(Number(parts[0]), Number(parts[1]), parts.Length == 3 ? Math.Max(1, Number(parts[2]) ?? 1) : 1)
            : throw new FormatException($"invalid array index {inner}");
    }

    private int EndOfBracket()
    {
        var depth = 0;
        var quote = '\0';
        for (var i = _at; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '[')
            {
                depth++;
            }
            else if (c == ']' && --depth == 0)
            {
                return i;
            }
        }

        throw new FormatException("unterminated array");
    }

    private static FilterStep Filter(string expression)
    {
        var (at, found) = FindOperator(expression);
        if (found.Length == 0)
        {
            return new FilterStep(JsonPath.Parse(expression), "", null, null);
        }

        var left = JsonPath.Parse(expression[..at].Trim());
        var right = expression[(at + found.Length)..].Trim();
        return right switch
        {
            ['@' or '$', ..] => new FilterStep(left, found, JsonPath.Parse(right), null),
            ['\'', .., '\''] => new FilterStep(left, found, null, JsonValue.Create(right[1..^1])),
            _ => new FilterStep(left, found, null, Literal(right)),
        };
    }

    private static (int At, string Operator) FindOperator(string expression)
    {
        var quote = '\0';
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                continue;
            }

            if (c is '\'' or '"')
            {
                quote = c;
                continue;
            }

            if (Array.Find(Operators, op => string.CompareOrdinal(expression, i, op, 0, op.Length) == 0) is { } found)
            {
                return (i, found);
            }
        }

        return (0, "");
    }

    private static JsonNode? Literal(string literal)
    {
        try
        {
            return JsonNode.Parse(literal);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new FormatException($"unrecognized identifier {literal}", e);
        }
    }

    private static int? Number(string part) => part.Trim().Length == 0
        ? null
        : int.TryParse(part.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"invalid array index {part}");
}
