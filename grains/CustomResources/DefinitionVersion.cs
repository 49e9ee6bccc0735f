using Orchestrator.Api.CustomResources.Kinds;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Grains.CustomResources;

/// <summary>What of a definition its kinds are made of: while it stays the same, they do.</summary>
internal readonly record struct DefinitionVersion(string Uid, long Generation, bool IsTerminating, string Names)
{
    /// <summary>The version that a definition is at.</summary>
    public static DefinitionVersion Of(CustomResourceDefinition definition)
    {
        var names = definition.Status.AcceptedNames;
        return new DefinitionVersion(
            definition.Metadata.Uid ?? "",
            definition.Metadata.Generation ?? 1,
            CustomResourceKinds.HasCondition(definition, "Terminating"),
            $"{names.Plural}/{names.Singular}/{names.Kind}/{names.ListKind}/{string.Join(',', names.ShortNames ?? [])}/{string.Join(',', names.Categories ?? [])}");
    }
}
