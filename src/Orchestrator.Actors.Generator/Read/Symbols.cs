using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orchestrator.Actors.Generator.Read;

/// <summary>Questions to symbols.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat FullName =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat WithNullability =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The full name without global::.</summary>
    public static string ToFullName(this ITypeSymbol type) => type.ToDisplayString(FullName);

    /// <summary>The type as source, fully qualified.</summary>
    public static string ToSource(this ITypeSymbol type) => type.ToDisplayString(WithNullability);

    /// <summary>A text as a literal.</summary>
    public static string ToLiteral(this string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Whether it is, or derives from, an interface of this name.</summary>
    public static bool Implements(this ITypeSymbol type, string fullName) => type.AllInterfaces.Any(i => i.Is(fullName));

    /// <summary>Whether it has this full name.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName) => type is not null && string.Equals(type.OriginalDefinition.ToFullName(), fullName, StringComparison.Ordinal);

    /// <summary>The attribute of this name.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(fullName));

    /// <summary>Whether it has the attribute of this name.</summary>
    public static bool Has(this ISymbol symbol, string fullName) => symbol.Attribute(fullName) is not null;

    /// <summary>The type and its base types.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary>Whether code elsewhere in the assembly can name it.</summary>
    public static bool IsVisibleInAssembly(this INamedTypeSymbol type)
    {
        for (ISymbol? current = type; current is INamedTypeSymbol named; current = current.ContainingSymbol)
        {
            if (named.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal || named.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it, or a type around it, is generic.</summary>
    public static bool IsGenericAnywhere(this INamedTypeSymbol type)
    {
        for (ISymbol? current = type; current is INamedTypeSymbol named; current = current.ContainingSymbol)
        {
            if (named.TypeParameters.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the syntax is the first of the symbol's declarations, so that a partial type is read once.</summary>
    public static bool IsFirstDeclaration(this INamedTypeSymbol type, SyntaxNode node) =>
        type.DeclaringSyntaxReferences[0] is var first && first.SyntaxTree == node.SyntaxTree && first.Span == node.Span;
}
