using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Syntax;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it begins, in characters from the start.</param>
/// <param name="Text">Its text.</param>
/// <param name="Value">A literal's value.</param>
internal readonly record struct Token(TokenKind Kind, int Position, string Text, CelValue Value = default)
{
    /// <summary>Whether it is this symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Identifier && Text == word;

    /// <summary>How an error names it.</summary>
    public string Shown => Kind == TokenKind.End ? "<EOF>" : Text;
}
