using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orchestrator.Actors.Manifest;

/// <summary>
/// Finds the manifests that this process can reach: those of the assemblies that are loaded and, since assemblies load late, of those that
/// they refer to. A manifest names the next ones itself; only where an assembly has none, its references are followed. An executable that is
/// compiled to machine code has all of its assemblies loaded and no list of references.
/// </summary>
internal sealed class GrainAssemblies
{
    private static readonly string[] Foreign = ["System", "Microsoft", "mscorlib", "netstandard", "WindowsBase", "xunit", "testhost"];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<GrainManifest> _manifests = [];

    public GrainAssemblies()
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Visit(assembly);
        }
    }

    /// <summary>The manifests, each once.</summary>
    public IReadOnlyList<GrainManifest> Manifests => _manifests;

    private void Visit(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (assembly.IsDynamic || IsForeign(name) || !_seen.Add(name))
        {
            return;
        }

        if (assembly.GetCustomAttribute<GrainManifestAttribute>() is { } attribute)
        {
            var manifest = (GrainManifest)Activator.CreateInstance(attribute.Manifest)!;
            _manifests.Add(manifest);
            VisitAll(manifest.References);
        }
        else if (RuntimeFeature.IsDynamicCodeSupported)
        {
            VisitAll(References(assembly));
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "only asked where code is compiled as it runs, and there nothing was trimmed")]
    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private void VisitAll(IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => !IsForeign(name) && !_seen.Contains(name)))
        {
            try
            {
                Visit(Assembly.Load(name));
            }
            catch (FileNotFoundException)
            {
                // A reference that is not deployed cannot hold grains that run here.
                _seen.Add(name);
            }
        }
    }

    private static bool IsForeign(string name) => Array.Exists(Foreign, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
