using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Orchestrator.Actors.Generator.Model;

/// <summary>Something that cannot be generated, with the place in the source as plain values.</summary>
internal sealed record Problem(string Id, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>A method that does not return Task or ValueTask, or has parameters by reference or of its own type.</summary>
    public const string Method = "ACTOR001";

    /// <summary>An interface or class that is generic, or that generated code cannot see.</summary>
    public const string Shape = "ACTOR002";

    /// <summary>A constructor parameter that cannot be given.</summary>
    public const string Constructor = "ACTOR003";

    public static Problem At(ISymbol symbol, string id, string message)
    {
        var location = symbol.Locations.FirstOrDefault() ?? Location.None;
        return new Problem(id, message, location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        new DiagnosticDescriptor(Id, "Not a usable grain", "{0}", "Actors", DiagnosticSeverity.Error, isEnabledByDefault: true),
        Location.Create(Path, Span, Lines),
        Message);
}
