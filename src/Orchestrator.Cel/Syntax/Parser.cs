using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Syntax;

/// <summary>Makes a tree of an expression, by the grammar of the language definition: one method for each level of precedence. Macros are expanded here.</summary>
internal sealed class Parser(List<Token> tokens)
{
    /// <summary>How deep an expression may nest, as cel-go's default.</summary>
    private const int MostNested = 250;

    private const string Primaries = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    };

    private static readonly HashSet<string> Relations = new(StringComparer.Ordinal) { "<", "<=", ">", ">=", "==", "!=" };
    private int _at;
    private int _depth;

    private Token Current => tokens[_at];

    /// <summary>Parses all of it.</summary>
    /// <exception cref="SyntaxException">It is no expression.</exception>
    public Expr Parse()
    {
        var expr = Expression();
        return Current.Kind == TokenKind.End ? expr : throw Unexpected("extraneous input", "<EOF>");
    }

    private Expr Expression()
    {
        if (++_depth > MostNested)
        {
            throw TooDeep();
        }

        var condition = Chain("||", Chains.Or);
        if (Current.Is("?"))
        {
            var position = Take().Position;
            var then = Chain("||", Chains.Or);
            Expect(":");
            condition = new CallExpr(position, Operators.Conditional, null, [condition, then, Expression()]);
        }

        _depth--;
        return condition;
    }

    /// <summary>A chain of <c>||</c> or <c>&amp;&amp;</c>, as a tree that is balanced: it may be long.</summary>
    private Expr Chain(string symbol, Chains level)
    {
        var first = level == Chains.Or ? Chain("&&", Chains.And) : Relation();
        if (!Current.Is(symbol))
        {
            return first;
        }

        List<Expr> terms = [first];
        List<int> positions = [];
        while (Current.Is(symbol))
        {
            positions.Add(Take().Position);
            terms.Add(level == Chains.Or ? Chain("&&", Chains.And) : Relation());
        }

        return Balance(level == Chains.Or ? Operators.Or : Operators.And, terms, positions, 0, terms.Count);
    }

    private static Expr Balance(string function, List<Expr> terms, List<int> positions, int start, int end)
    {
        if (end - start == 1)
        {
            return terms[start];
        }

        var middle = (start + end + 1) / 2;
        return new CallExpr(
            positions[middle - 1], function, null, [Balance(function, terms, positions, start, middle), Balance(function, terms, positions, middle, end)]);
    }

    private Expr Relation()
    {
        var left = Sum();
        for (var count = 1; Current.IsWord("in") || (Current.Kind == TokenKind.Symbol && Relations.Contains(Current.Text)); count++)
        {
            left = Binary(left, count, Sum);
        }

        return left;
    }

    private Expr Sum()
    {
        var left = Product();
        for (var count = 1; Current.Is("+") || Current.Is("-"); count++)
        {
            left = Binary(left, count, Product);
        }

        return left;
    }

    private Expr Product()
    {
        var left = Unary();
        for (var count = 1; Current.Is("*") || Current.Is("/") || Current.Is("%"); count++)
        {
            left = Binary(left, count, Unary);
        }

        return left;
    }

    private CallExpr Binary(Expr left, int count, Func<Expr> right)
    {
        if (count > MostNested)
        {
            throw TooDeep();
        }

        var token = Take();
        return new CallExpr(token.Position, Operators.Binary(token.Text), null, [left, right()]);
    }

    private Expr Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
        {
            return Member();
        }

        var token = Take();
        if (token.Text == "-" && Current is { Kind: TokenKind.Literal } literal && literal.Value.Negated() is { } negative)
        {
            Take();
            return Members(new ConstExpr(token.Position, negative));
        }

        // An even number of them is none.
        var odd = true;
        while (Current.Is(token.Text))
        {
            Take();
            odd = !odd;
        }

        var operand = Member();
        return odd ? new CallExpr(token.Position, token.Text == "!" ? Operators.Not : Operators.Negate, null, [operand]) : operand;
    }

    private Expr Member() => Members(Primary());

    private Expr Members(Expr operand)
    {
        for (var count = 0; ; count++)
        {
            if (count > MostNested)
            {
                throw TooDeep();
            }

            if (Current.Is("."))
            {
                operand = Dot(operand);
            }
            else if (Current.Is("["))
            {
                var position = Take().Position;
                var optional = Optional();
                operand = new CallExpr(position, optional ? Operators.OptionalIndex : Operators.Index, null, [operand, Expression()]);
                Expect("]");
            }
            else
            {
                return operand;
            }
        }
    }

    private Expr Dot(Expr operand)
    {
        var dot = Take();
        var optional = Optional();
        var name = Name();
        if (optional || !Current.Is("("))
        {
            return new SelectExpr(dot.Position, operand, name.Text, false, optional);
        }

        var open = Take();
        return Macros.Expand(open.Position, name.Text, operand, Arguments(")")) is var (made, arguments)
            ? made ?? new CallExpr(open.Position, name.Text, operand, arguments)
            : throw new InvalidOperationException();
    }

    private Expr Primary()
    {
        var token = Take();
        switch (token)
        {
            case { Kind: TokenKind.Literal }:
                return new ConstExpr(token.Position, token.Value.IsLeastIntLiteral ? throw new SyntaxException(token.Position, "invalid int literal") : token.Value);
            case { Kind: TokenKind.Symbol, Text: "(" }:
                var inner = Expression();
                Expect(")");
                return inner;
            case { Kind: TokenKind.Symbol, Text: "[" }:
                return List(token.Position);
            case { Kind: TokenKind.Symbol, Text: "{" }:
                return Map(token.Position);
            case { Kind: TokenKind.Symbol, Text: "." }:
                return Named(Name(), ".");
            case { Kind: TokenKind.Identifier } when token.Text != "in":
                return Named(token, "");
            default:
                _at -= token.Kind == TokenKind.End ? 0 : 1;
                throw Unexpected(token.Kind == TokenKind.End ? "mismatched input" : "extraneous input", Primaries);
        }
    }

    private Expr Named(Token name, string prefix)
    {
        if (Current.Is("("))
        {
            var open = Take();
            var (made, arguments) = Macros.Expand(open.Position, name.Text, null, Arguments(")"));
            return made ?? new CallExpr(open.Position, prefix + name.Text, null, arguments);
        }

        if (MessageName(name) is { } message)
        {
            return message;
        }

        return Reserved.Contains(name.Text)
            ? throw new SyntaxException(name.Position, $"reserved identifier: {name.Text}")
            : new IdentExpr(name.Position, prefix + name.Text);
    }

    /// <summary><c>a.b.C{...}</c>: a message, where a brace follows the name.</summary>
    private MessageExpr? MessageName(Token first)
    {
        var ahead = _at;
        var name = first.Text;
        while (tokens[ahead].Is(".") && tokens[ahead + 1].Kind == TokenKind.Identifier)
        {
            name += "." + tokens[ahead + 1].Text;
            ahead += 2;
        }

        if (!tokens[ahead].Is("{"))
        {
            return null;
        }

        _at = ahead;
        var position = Take().Position;
        var fields = new List<MessageField>();
        while (!Current.Is("}"))
        {
            var optional = Optional();
            var field = Name();
            var colon = Current.Position;
            Expect(":");
            fields.Add(new MessageField(colon, field.Text, Expression(), optional));
            if (!Current.Is("}"))
            {
                Expect(",");
            }
        }

        Take();
        return new MessageExpr(position, name, [.. fields]);
    }

    private ListExpr List(int position)
    {
        var elements = new List<Expr>();
        var optional = new List<bool>();
        while (!Current.Is("]"))
        {
            optional.Add(Optional());
            elements.Add(Expression());
            if (!Current.Is("]"))
            {
                Expect(",");
            }
        }

        Take();
        return new ListExpr(position, [.. elements], optional.Contains(true) ? [.. optional] : []);
    }

    private MapExpr Map(int position)
    {
        var entries = new List<MapEntry>();
        while (!Current.Is("}"))
        {
            var optional = Optional();
            var key = Expression();
            Expect(":");
            entries.Add(new MapEntry(key, Expression(), optional));
            if (!Current.Is("}"))
            {
                Expect(",");
            }
        }

        Take();
        return new MapExpr(position, [.. entries]);
    }

    private Expr[] Arguments(string end)
    {
        var arguments = new List<Expr>();
        while (!Current.Is(end))
        {
            arguments.Add(Expression());
            if (!Current.Is(end))
            {
                Expect(",");
                if (Current.Is(end))
                {
                    throw Unexpected("mismatched input", Primaries);
                }
            }
        }

        Take();
        return [.. arguments];
    }

    private bool Optional()
    {
        if (!Current.Is("?"))
        {
            return false;
        }

        Take();
        return true;
    }

    private Token Name() => Current.Kind == TokenKind.Identifier ? Take() : throw Unexpected(Current.Kind == TokenKind.End ? "no viable alternative at input" : "mismatched input", "IDENTIFIER");

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
        {
            throw Unexpected("mismatched input", $"'{symbol}'");
        }

        _at++;
    }

    private Token Take() => Current.Kind == TokenKind.End ? Current : tokens[_at++];

    private SyntaxException Unexpected(string what, string expected) =>
        new(Current.Position, $"Syntax error: {what} '{Current.Shown}' expecting {expected}");

    private SyntaxException TooDeep() => new(Current.Position, $"expression recursion limit exceeded: {MostNested}");

    private enum Chains
    {
        Or,
        And,
    }
}
