namespace Orchestrator.Cel.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>After the last character.</summary>
    End,

    /// <summary>A name, which may be a reserved word.</summary>
    Identifier,

    /// <summary>A literal without parts: a number, a text, bytes. Its value is in the token.</summary>
    Literal,

    /// <summary>An operator or a bracket; its text tells which.</summary>
    Symbol,
}
