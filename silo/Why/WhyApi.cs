using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Why;

/// <summary>
/// The group <c>why.orchestrator.io</c>: it has no objects of its own but a subresource <c>why</c> below everything that is stored, so that who may ask is a rule like any other
/// (<c>get</c> of <c>pods/why</c>). Where two groups have a resource of one name, the group is added to the second: <c>services.serving.example.com</c>.
/// </summary>
internal static class WhyApi
{
    public const string Group = "why.orchestrator.io";
    public const string Version = "v1";
    public const string Kind = "Why";
    public const string Subresource = "why";
    private static readonly string[] Verbs = ["get"];
    private static readonly SubresourceDescriptor[] Subresources = [new(Subresource, Group, Version, Kind, Verbs)];

    /// <summary>The kind that a part of a path names, <c>pods</c> or <c>pods.apps</c>, or null.</summary>
    public static KindDescriptor? Find(KindRegistry kinds, string resource)
    {
        KindDescriptor? found = null;
        foreach (var kind in kinds.All)
        {
            if (kind.IsStorageVersion && kind.IsServed && resource.StartsWith(kind.Resource, StringComparison.Ordinal))
            {
                if (resource.Length == kind.Resource.Length)
                {
                    found ??= kind;
                }
                else if (resource[kind.Resource.Length] == '.' && resource.AsSpan(kind.Resource.Length + 1).SequenceEqual(kind.Group))
                {
                    return kind;
                }
            }
        }

        return found;
    }

    /// <summary>What discovery shows of the group: resources without verbs, which have the subresource.</summary>
    public static IEnumerable<KindDescriptor> Discovered(IEnumerable<KindDescriptor> served) => Asked(served).Select(static asked => asked.Shown);

    /// <summary>The same, with the kinds that they stand for.</summary>
    public static IEnumerable<(KindDescriptor Shown, KindDescriptor Kind)> Asked(IEnumerable<KindDescriptor> served)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in served)
        {
            if (kind.IsStorageVersion && kind.Verbs.Contains("create") && kind.Verbs.Contains("list"))
            {
                var shown = kind with
                {
                    Group = Group,
                    Version = Version,
                    Resource = names.Add(kind.Resource) ? kind.Resource : $"{kind.Resource}.{kind.Group}",
                    Verbs = [],
                    ShortNames = [],
                    Categories = [],
                    Subresources = Subresources,
                };
                yield return (shown, kind);
            }
        }
    }
}
