namespace Orchestrator.Cel.Syntax;

/// <summary>Operators as the functions that they are, by the names that errors show.</summary>
internal static class Operators
{
    public const string Conditional = "_?_:_";
    public const string Or = "_||_";
    public const string And = "_&&_";
    public const string Not = "!_";
    public const string Negate = "-_";
    public const string Index = "_[_]";
    public const string OptionalIndex = "_[?_]";
    public const string Equal = "_==_";
    public const string NotEqual = "_!=_";
    public const string In = "@in";
    public const string Add = "_+_";

    /// <summary>The function of an operator between two values.</summary>
    public static string Binary(string symbol) => symbol switch
    {
        "in" => In,
        "==" => Equal,
        "!=" => NotEqual,
        "+" => Add,
        _ => $"_{symbol}_",
    };
}
