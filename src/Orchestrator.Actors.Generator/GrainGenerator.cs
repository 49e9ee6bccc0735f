using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrator.Actors.Generator.Emit;
using Orchestrator.Actors.Generator.Model;
using Orchestrator.Actors.Generator.Read;

namespace Orchestrator.Actors.Generator;

/// <summary>
/// Writes, for each grain or observer interface, a reference class with one request class for each method; for each grain class, how to
/// make it; and for the assembly, a manifest of both.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    private const string ManifestAttribute = "Orchestrator.Actors.Manifest.GrainManifestAttribute";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
                static (syntax, token) => InterfaceReader.Read(syntax, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!);

        var classes = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (syntax, token) => ClassReader.Read(syntax, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!);

        var assembly = context.CompilationProvider.Select(static (compilation, _) => ReadAssembly(compilation));

        context.RegisterSourceOutput(interfaces, static (output, found) =>
        {
            foreach (var problem in found.Problems)
            {
                output.ReportDiagnostic(problem.ToDiagnostic());
            }

            if (found.Problems.Count == 0)
            {
                output.AddSource($"{found.ReferenceName}.g.cs", ReferenceEmitter.Emit(found));
            }
        });

        context.RegisterSourceOutput(classes, static (output, found) =>
        {
            foreach (var problem in found.Problems)
            {
                output.ReportDiagnostic(problem.ToDiagnostic());
            }
        });

        context.RegisterSourceOutput(
            interfaces.Collect().Combine(classes.Collect()).Combine(assembly),
            static (output, found) =>
            {
                if (found.Right is { } model)
                {
                    output.AddSource("GrainManifest.g.cs", ManifestEmitter.Emit(model, found.Left.Left, found.Left.Right));
                }
            });
    }

    private static AssemblyModel? ReadAssembly(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName(ManifestAttribute) is not { } attribute)
        {
            return null;
        }

        var references = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
            .Select(assembly => assembly.Name);
        return new AssemblyModel(compilation.AssemblyName ?? "", new EquatableList<string>(references));
    }
}
