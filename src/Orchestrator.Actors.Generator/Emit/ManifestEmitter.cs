using System.Collections.Immutable;
using Orchestrator.Actors.Generator.Model;
using Orchestrator.Actors.Generator.Read;

namespace Orchestrator.Actors.Generator.Emit;

/// <summary>Writes the manifest of an assembly.</summary>
internal static class ManifestEmitter
{
    private const string Manifest = "global::Orchestrator.Actors.Manifest.";

    public static string Emit(AssemblyModel assembly, ImmutableArray<InterfaceModel> interfaces, ImmutableArray<ClassModel> classes)
    {
        var name = "GrainManifest_" + new string([.. assembly.Name.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        var writer = new SourceWriter()
            .Line($"[assembly: {Manifest}GrainManifestAttribute(typeof(global::Orchestrator.Actors.Generated.{name}))]")
            .Line()
            .Line("namespace Orchestrator.Actors.Generated;")
            .Line()
            .Line($"internal sealed class {name} : {Manifest}GrainManifest")
            .Open()
            .Line($"public override string[] References => [{string.Join(", ", assembly.References.Select(r => r.ToLiteral()))}];")
            .Line();

        writer.Line($"public override {Manifest}GrainInterfaceDescription[] Interfaces =>").Line("[");
        foreach (var model in interfaces.Where(i => i.Problems.Count == 0).OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            writer.Line($"    new(typeof({model.Type}), \"{model.Name}\", static (type, id) => new {model.ReferenceName}(type, id)),");
        }

        writer.Line("];").Line().Line($"public override {Manifest}GrainClassDescription[] Classes =>").Line("[");
        foreach (var model in classes.Where(c => c.Problems.Count == 0).OrderBy(c => c.Type, StringComparer.Ordinal))
        {
            var types = string.Join(", ", model.Interfaces.Select(i => $"typeof({i})"));
            var traits = string.Join(" | ", model.Traits.DefaultIfEmpty("None").Select(t => $"{Manifest}GrainClassTraits.{t}"));
            var arguments = string.Join(", ", model.Arguments);
            writer.Line($"    new(typeof({model.Type}), {model.GrainType.ToLiteral()}, [{types}], {traits},");
            writer.Line($"        static activation => new {model.Type}({arguments})),");
        }

        return writer.Line("];").Close().ToString();
    }
}
