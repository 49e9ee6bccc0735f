using Orchestrator.Api.JsonPaths;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>Makes the kinds of a definition: one descriptor for each version, cheap until one is used.</summary>
public static class CustomResourceKinds
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] SubresourceVerbs = ["get", "patch", "update"];

    /// <summary>The kinds of a definition whose names are accepted. Versions that are not served are there when objects are stored in them.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="gone">Cancelled when the definition goes: watches of its objects end.</param>
    public static IReadOnlyList<KindDescriptor> Of(CustomResourceDefinition definition, CancellationToken gone)
    {
        var storage = definition.Spec.Versions.Find(version => version.Storage);
        return storage is null ? [] : [.. definition.Spec.Versions.Where(version => version.Served || version.Storage).Select(version => Kind(definition, version, storage, gone))];
    }

    /// <summary>Whether a definition's objects are served: its names were accepted.</summary>
    public static bool IsEstablished(CustomResourceDefinition definition) => HasCondition(definition, "Established");

    /// <summary>Whether a definition has a condition that is true.</summary>
    public static bool HasCondition(CustomResourceDefinition definition, string type) =>
        definition.Status.Conditions.Exists(condition => condition.Type == type && condition.Status == "True");

    private static KindDescriptor Kind(
        CustomResourceDefinition definition, CustomResourceDefinitionVersion version, CustomResourceDefinitionVersion storage, CancellationToken gone)
    {
        var spec = definition.Spec;
        var names = definition.Status.AcceptedNames;
        var schema = new VersionSchema($"{spec.Group}/{version.Name}.{names.Kind}", version.Schema?.OpenAPIV3Schema);
        return new KindDescriptor
        {
            Group = spec.Group,
            Version = version.Name,
            Kind = names.Kind,
            Resource = names.Plural,
            Singular = names.Singular ?? "",
            ListKind = names.ListKind ?? names.Kind + "List",
            Namespaced = spec.Scope == "Namespaced",
            ShortNames = names.ShortNames ?? [],
            Categories = names.Categories ?? [],
            Verbs = Verbs,
            Subresources = [.. Subresources(spec.Group, version, names.Kind)],
            IsStorageVersion = version.Storage,
            IsServed = version.Served,
            IsTerminating = HasCondition(definition, "Terminating"),
            Gone = gone,
            DeprecationWarning = DeprecationWarnings.Of(spec, version),
            Conversion = ConversionOf(definition, version, storage, schema),
            Scale = ScaleOf(version.Subresources?.Scale),
            Codec = new CustomResourceCodec(schema),
            Strategy = new CustomResourceStrategy(version, schema),
            SchemaFactory = () => schema.Type,
            OpenApiSchema = version.Schema?.OpenAPIV3Schema,
        };
    }

    private static VersionConversion? ConversionOf(
        CustomResourceDefinition definition, CustomResourceDefinitionVersion version, CustomResourceDefinitionVersion storage, VersionSchema schema)
    {
        if (IsStoredAsServed(definition, version))
        {
            return null;
        }

        var spec = definition.Spec;
        return spec.Conversion?.Strategy == "Webhook" && !version.Storage
            ? new WebhookConversionPlace($"{spec.Group}/{version.Name}, Kind={spec.Names.Kind}")
            : new CustomResourceVersionConversion($"{spec.Group}/{version.Name}", $"{spec.Group}/{storage.Name}", schema);
    }

    /// <summary>A definition that never changed has no objects but those of its one storage version and schema.</summary>
    private static bool IsStoredAsServed(CustomResourceDefinition definition, CustomResourceDefinitionVersion version) =>
        version.Storage && definition.Metadata.Generation is null or 1;

    private static IEnumerable<SubresourceDescriptor> Subresources(string group, CustomResourceDefinitionVersion version, string kind)
    {
        if (version.Subresources?.Scale is not null)
        {
            yield return new SubresourceDescriptor("scale", "autoscaling", "v1", "Scale", SubresourceVerbs);
        }

        if (version.Subresources?.Status is not null)
        {
            yield return new SubresourceDescriptor("status", group, version.Name, kind, SubresourceVerbs);
        }
    }

    private static ScalePaths? ScaleOf(CustomResourceSubresourceScale? scale) => scale is null
        ? null
        : new ScalePaths(
            Fields(scale.SpecReplicasPath), Fields(scale.StatusReplicasPath), string.IsNullOrEmpty(scale.LabelSelectorPath) ? null : Fields(scale.LabelSelectorPath));

    private static IReadOnlyList<string> Fields(string path) => JsonPath.Parse(path).Fields ?? [];
}
