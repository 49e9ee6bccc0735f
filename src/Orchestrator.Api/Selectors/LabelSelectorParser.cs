using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Selectors;

/// <summary>
/// Parses the text form of a label selector. The grammar and the messages are those of Kubernetes' <c>labels.Parse</c>, odd corners included:
/// <c>in</c> and <c>notin</c> are words like any other where a value is expected, and <c>(,a)</c> holds the empty value.
/// </summary>
internal ref struct LabelSelectorParser(string text)
{
    private readonly List<(LabelToken Token, string Text)> _tokens = Scan(text);
    private int _position;

    public List<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement>();
        while (true)
        {
            var (token, literal) = Peek();
            switch (token)
            {
                case LabelToken.End:
                    return requirements;
                case LabelToken.Identifier or LabelToken.Exclamation:
                    requirements.Add(Requirement());
                    break;
                default:
                    throw new FormatException($"found '{literal}', expected: !, identifier, or 'end of string'");
            }

            (token, literal) = Take();
            switch (token)
            {
                case LabelToken.End:
                    return requirements;
                case LabelToken.Comma:
                    (token, literal) = Peek();
                    if (token is not (LabelToken.Identifier or LabelToken.Exclamation))
                    {
                        throw new FormatException($"found '{literal}', expected: identifier after ','");
                    }

                    break;
                default:
                    throw new FormatException($"found '{literal}', expected: ',' or 'end of string'");
            }
        }
    }

    private LabelRequirement Requirement()
    {
        try
        {
            var (key, op) = KeyAndExistence();
            if (op is { } existence)
            {
                return Create(key, existence, []);
            }

            var comparison = Operator();
            return Create(key, comparison, comparison is LabelOperator.In or LabelOperator.NotIn ? Values() : [ExactValue()]);
        }
        catch (FormatException e)
        {
            throw new FormatException("unable to parse requirement: " + e.Message, e);
        }
    }

    private (string Key, LabelOperator? Operator) KeyAndExistence()
    {
        LabelOperator? op = null;
        var (token, literal) = Take();
        if (token == LabelToken.Exclamation)
        {
            op = LabelOperator.DoesNotExist;
            (token, literal) = Take();
        }

        if (token != LabelToken.Identifier)
        {
            throw new FormatException($"found '{literal}', expected: identifier");
        }

        return (literal, Peek().Token is LabelToken.End or LabelToken.Comma ? op ?? LabelOperator.Exists : op);
    }

    private LabelOperator Operator()
    {
        var (token, literal) = TakeRaw();
        return token switch
        {
            LabelToken.In => LabelOperator.In,
            LabelToken.NotIn => LabelOperator.NotIn,
            LabelToken.Equals => LabelOperator.Equals,
            LabelToken.DoubleEquals => LabelOperator.DoubleEquals,
            LabelToken.NotEquals => LabelOperator.NotEquals,
            LabelToken.GreaterThan => LabelOperator.GreaterThan,
            LabelToken.LessThan => LabelOperator.LessThan,
            _ => throw new FormatException($"found '{literal}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private List<string> Values()
    {
        var (token, literal) = Take();
        if (token != LabelToken.OpenParenthesis)
        {
            throw new FormatException($"found '{literal}' expected: '('");
        }

        (token, literal) = Peek();
        if (token is not (LabelToken.Identifier or LabelToken.Comma or LabelToken.CloseParenthesis))
        {
            throw new FormatException($"found '{literal}', expected: ',', ')' or identifier");
        }

        var values = token == LabelToken.CloseParenthesis ? [] : ValueList();
        (token, literal) = Take();
        return token == LabelToken.CloseParenthesis ? values : throw new FormatException($"found '{literal}', expected: ')'");
    }

    private List<string> ValueList()
    {
        var values = new List<string>();
        while (true)
        {
            var (token, literal) = Take();
            switch (token)
            {
                case LabelToken.Identifier:
                    values.Add(literal);
                    (token, literal) = Peek();
                    if (token == LabelToken.CloseParenthesis)
                    {
                        return values;
                    }

                    if (token != LabelToken.Comma)
                    {
                        throw new FormatException($"found '{literal}', expected: ',' or ')'");
                    }

                    break;
                case LabelToken.Comma:
                    if (AfterComma(values))
                    {
                        return values;
                    }

                    break;
                default:
                    throw new FormatException($"found '{literal}', expected: ',', or identifier");
            }
        }
    }

    // "(,a", ",)" and ",," each hold the empty value.
    private bool AfterComma(List<string> values)
    {
        if (values.Count == 0)
        {
            values.Add("");
        }

        switch (Peek().Token)
        {
            case LabelToken.CloseParenthesis:
                values.Add("");
                return true;
            case LabelToken.Comma:
                Take();
                values.Add("");
                return false;
            default:
                return false;
        }
    }

    private string ExactValue()
    {
        if (Peek().Token is LabelToken.End or LabelToken.Comma)
        {
            return "";
        }

        var (token, literal) = Take();
        return token == LabelToken.Identifier ? literal : throw new FormatException($"found '{literal}', expected: identifier");
    }

    private static LabelRequirement Create(string key, LabelOperator op, IReadOnlyList<string> values)
    {
        var errors = new FieldErrors();
        return LabelRequirement.Create(key, op, values, errors) ?? throw new FormatException(errors.ToString());
    }

    private static List<(LabelToken Token, string Text)> Scan(string text)
    {
        var tokens = new List<(LabelToken, string)>();
        var lexer = new LabelLexer(text);
        while (true)
        {
            var token = lexer.Next();
            tokens.Add(token);
            if (token.Token == LabelToken.End)
            {
                return tokens;
            }
        }
    }

    private readonly (LabelToken Token, string Text) Peek() => AsValue(_tokens[_position]);

    private (LabelToken Token, string Text) Take() => AsValue(TakeRaw());

    private (LabelToken Token, string Text) TakeRaw()
    {
        var token = _tokens[_position];
        _position = Math.Min(_position + 1, _tokens.Count - 1);
        return token;
    }

    private static (LabelToken Token, string Text) AsValue((LabelToken Token, string Text) token) =>
        token.Token is LabelToken.In or LabelToken.NotIn ? (LabelToken.Identifier, token.Text) : token;
}
