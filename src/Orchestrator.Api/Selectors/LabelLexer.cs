namespace Orchestrator.Api.Selectors;

internal enum LabelToken
{
    End,
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    Exclamation,
    Equals,
    DoubleEquals,
    NotEquals,
    GreaterThan,
    LessThan,
    In,
    NotIn,
    Identifier,
}

/// <summary>Splits the text of a label selector into tokens.</summary>
internal ref struct LabelLexer(string text)
{
    private const string Specials = "=!(),><";
    private readonly string _text = text;
    private int _position;

    public (LabelToken Token, string Text) Next()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }

        if (_position == _text.Length)
        {
            return (LabelToken.End, "");
        }

        return Specials.Contains(_text[_position], StringComparison.Ordinal) ? Symbol() : Word();
    }

    private (LabelToken Token, string Text) Symbol()
    {
        var first = _text[_position++];
        if (first is '=' or '!' && _position < _text.Length && _text[_position] == '=')
        {
            _position++;
            return first == '=' ? (LabelToken.DoubleEquals, "==") : (LabelToken.NotEquals, "!=");
        }

        return first switch
        {
            '=' => (LabelToken.Equals, "="),
            '!' => (LabelToken.Exclamation, "!"),
            '(' => (LabelToken.OpenParenthesis, "("),
            ')' => (LabelToken.CloseParenthesis, ")"),
            ',' => (LabelToken.Comma, ","),
            '>' => (LabelToken.GreaterThan, ">"),
            _ => (LabelToken.LessThan, "<"),
        };
    }

    private (LabelToken Token, string Text) Word()
    {
        var start = _position;
        while (_position < _text.Length && !char.IsWhiteSpace(_text[_position]) && !Specials.Contains(_text[_position], StringComparison.Ordinal))
        {
            _position++;
        }

        var word = _text[start.._position];
        return word switch
        {
            "in" => (LabelToken.In, word),
            "notin" => (LabelToken.NotIn, word),
            _ => (LabelToken.Identifier, word),
        };
    }
}
