namespace Orchestrator.Silo.Negotiation;

/// <summary>One media range of an Accept header, with the parameters that the API knows.</summary>
internal readonly record struct AcceptClause(ApiEncoding Encoding, double Quality, string As, string Version, string Group)
{
    /// <summary>Parses a range; null when no encoding of ours matches or its quality is 0.</summary>
    public static AcceptClause? Parse(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        if (MediaTypes.Match((end < 0 ? text : text[..end]).Trim()) is not { } encoding)
        {
            return null;
        }

        var clause = new AcceptClause(encoding, 1, "", "", "");
        while (end >= 0)
        {
            text = text[(end + 1)..];
            end = text.IndexOf(';');
            clause = clause.With((end < 0 ? text : text[..end]).Trim());
        }

        return clause.Quality > 0 ? clause : null;
    }

    private AcceptClause With(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        if (equals < 0)
        {
            return this;
        }

        var value = parameter[(equals + 1)..].Trim().Trim('"');
        return parameter[..equals].Trim() switch
        {
            "q" => this with { Quality = double.TryParse(value, out var quality) ? quality : 0 },
            "as" => this with { As = value.ToString() },
            "v" => this with { Version = value.ToString() },
            "g" => this with { Group = value.ToString() },
            _ => this, // stream, charset: of no consequence here
        };
    }
}
