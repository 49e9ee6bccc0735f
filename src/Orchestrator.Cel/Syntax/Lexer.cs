using System.Globalization;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Syntax;

/// <summary>Cuts an expression into tokens, as the language definition's lexical grammar says.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":", "+", "*", "/", "%"];

    private int _at;

    /// <summary>All tokens, the end included.</summary>
    /// <exception cref="SyntaxException">There is something that is no token.</exception>
    public List<Token> All()
    {
        var tokens = new List<Token>();
        while (true)
        {
            var token = Next();
            tokens.Add(token);
            if (token.Kind == TokenKind.End)
            {
                return tokens;
            }
        }
    }

    private Token Next()
    {
        SkipBlanks();
        var start = _at;
        if (start == text.Length)
        {
            return new Token(TokenKind.End, start, "");
        }

        var c = text[start];
        if (LiteralReader.StartsText(text, start))
        {
            var value = LiteralReader.ReadText(text, ref _at);
            return new Token(TokenKind.Literal, start, text[start.._at], value);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            return Word(start);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
        {
            return Number(start);
        }

        foreach (var symbol in Symbols)
        {
            if (text.AsSpan(start).StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, start, symbol);
            }
        }

        throw new SyntaxException(start, $"Syntax error: token recognition error at: '{c}'");
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else if (text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] == '/')
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    private Token Word(int start)
    {
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }

        var word = text[start.._at];
        return word switch
        {
            "true" => new Token(TokenKind.Literal, start, word, CelValue.Of(true)),
            "false" => new Token(TokenKind.Literal, start, word, CelValue.Of(false)),
            "null" => new Token(TokenKind.Literal, start, word, CelValue.Null),
            _ => new Token(TokenKind.Identifier, start, word),
        };
    }

    private Token Number(int start)
    {
        if (text[start] == '0' && start + 2 < text.Length && text[start + 1] is 'x' or 'X' && char.IsAsciiHexDigit(text[start + 2]))
        {
            _at += 2;
            Skip(char.IsAsciiHexDigit);
            return Whole(start, text[(start + 2).._at], NumberStyles.AllowHexSpecifier);
        }

        Skip(char.IsAsciiDigit);
        var real = false;
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            real = true;
            _at++;
            Skip(char.IsAsciiDigit);
        }

        if (_at < text.Length && text[_at] is 'e' or 'E' && ExponentFollows())
        {
            real = true;
            _at += text[_at + 1] is '+' or '-' ? 2 : 1;
            Skip(char.IsAsciiDigit);
        }

        var word = text[start.._at];
        return real
            ? new Token(TokenKind.Literal, start, word, CelValue.Of(double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture)))
            : Whole(start, word, NumberStyles.None);
    }

    /// <summary>A whole number. One beyond the range of int is kept as such: with a minus before it, it may be the least int.</summary>
    private Token Whole(int start, string digits, NumberStyles style)
    {
        var unsigned = _at < text.Length && text[_at] is 'u' or 'U';
        if (unsigned)
        {
            _at++;
        }

        var fits = ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var value);
        if (unsigned)
        {
            return fits
                ? new Token(TokenKind.Literal, start, text[start.._at], CelValue.Of(value))
                : throw new SyntaxException(start, "invalid uint literal");
        }

        const ulong least = 1UL << 63;
        if (!fits || value > least)
        {
            throw new SyntaxException(start, "invalid int literal");
        }

        return new Token(TokenKind.Literal, start, text[start.._at], value == least ? CelValue.LeastInt : CelValue.Of((long)value));
    }

    private bool ExponentFollows() =>
        _at + 1 < text.Length
        && (char.IsAsciiDigit(text[_at + 1]) || (text[_at + 1] is '+' or '-' && _at + 2 < text.Length && char.IsAsciiDigit(text[_at + 2])));

    private void Skip(Func<char, bool> belongs)
    {
        while (_at < text.Length && belongs(text[_at]))
        {
            _at++;
        }
    }
}
