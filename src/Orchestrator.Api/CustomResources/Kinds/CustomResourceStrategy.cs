using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Columns;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.CustomResources.Validation;
using Orchestrator.Api.Errors;
using Orchestrator.Api.JsonPaths;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>What a custom resource does, by the schema of one version (a real server's <c>customResourceStrategy</c>).</summary>
internal sealed class CustomResourceStrategy(CustomResourceDefinitionVersion version, VersionSchema schema) : KindStrategy<Unstructured>
{
    private const string Status = "status";
    private readonly bool _hasStatus = version.Subresources?.Status is not null;
    private IReadOnlyList<TableColumn>? _columns;

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => _columns ??= PrinterColumns.Of(version.AdditionalPrinterColumns);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Unstructured, string>> SelectableFields { get; } = Selectable(version);

    /// <inheritdoc/>
    public override string UnknownField(string field) => $"field label not supported: {field}";

    /// <inheritdoc/>
    protected override void Default(Unstructured obj) => Defaulting.Apply(obj.Content, schema.Root);

    /// <inheritdoc/>
    protected override void PrepareForCreate(Unstructured obj)
    {
        if (_hasStatus)
        {
            obj.Content.Remove(Status);
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Unstructured obj, Unstructured old, string subresource)
    {
        if (subresource == Status)
        {
            KeepAllButStatus(obj, old);
        }
        else if (_hasStatus)
        {
            Carry(old, obj, Status);
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Unstructured obj, FieldErrors errors)
    {
        Add(SchemaValidator.Validate(Whole(obj), schema.Root), errors);
        CheckReplicas(obj, errors);
        EmbeddedResources.Check(obj.Content, schema.Root, errors);
        ListTypeRules.Check(obj.Content, schema.Root, null, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Unstructured obj, Unstructured old, string subresource, FieldErrors errors)
    {
        Add(SchemaValidator.ValidateUpdate(Whole(obj), Whole(old), schema.Root), errors);
        CheckReplicas(obj, errors);
        EmbeddedResources.Check(obj.Content, schema.Root, errors);
        if (!HadTwins(old))
        {
            ListTypeRules.Check(obj.Content, schema.Root, null, errors);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Unstructured obj, Unstructured? old)
    {
        if (obj.Metadata.Finalizers is not { Count: > 0 } finalizers)
        {
            return [];
        }

        var before = old?.Metadata.Finalizers;
        return
        [
            .. finalizers.Where(name => FinalizerRules.LacksDomain(name) && before?.Contains(name) != true).Order(StringComparer.Ordinal).Select(name =>
                $"metadata.finalizers: {GoText.Quote(name)}: prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers"),
        ];
    }

    /// <summary>Everything but the metadata counts, and the status only where it has no subresource (it has been carried over where it has one).</summary>
    protected override bool SpecChanged(Unstructured obj, Unstructured old)
    {
        if (obj.Content.Count != old.Content.Count)
        {
            return true;
        }

        foreach (var (name, value) in obj.Content)
        {
            if (name is not ("metadata" or "apiVersion") && !(old.Content.TryGetPropertyValue(name, out var before) && JsonNode.DeepEquals(value, before)))
            {
                return true;
            }
        }

        return false;
    }

    private static void KeepAllButStatus(Unstructured obj, Unstructured old)
    {
        var managers = obj.Metadata.ManagedFields;
        foreach (var name in obj.Content.Select(field => field.Key).Where(name => name != Status).ToList())
        {
            obj.Content.Remove(name);
        }

        foreach (var (name, value) in old.Content)
        {
            if (name != Status)
            {
                obj.Content[name] = value?.DeepClone();
            }
        }

        obj.Metadata = old.Metadata.DeepCopy();
        obj.Metadata.ManagedFields = managers;
    }

    private static void Carry(Unstructured from, Unstructured to, string name)
    {
        if (from.Content.TryGetPropertyValue(name, out var value))
        {
            to.Content[name] = value?.DeepClone();
        }
        else
        {
            to.Content.Remove(name);
        }
    }

    /// <summary>The tree as the schema sees it: with the metadata only where the schema says something of it.</summary>
    private JsonObject Whole(Unstructured obj)
    {
        if (!schema.Root.Properties.TryGetValue("metadata", out var metadata) || metadata.Properties.Count == 0)
        {
            return schema.Root.Rules?.Required.Contains("metadata") == true ? WithMetadata(obj) : obj.Content;
        }

        return WithMetadata(obj);
    }

    private static JsonObject WithMetadata(Unstructured obj)
    {
        var whole = (JsonObject)obj.Content.DeepClone();
        whole["metadata"] = JsonNode.Parse(Json.JsonModel.ToBytes(obj.Metadata));
        return whole;
    }

    private bool HadTwins(Unstructured old)
    {
        if (!schema.Root.HasListTypes)
        {
            return false;
        }

        var before = new FieldErrors();
        ListTypeRules.Check(old.Content, schema.Root, null, before);
        return before.Count > 0;
    }

    /// <summary>The replicas that a Scale shows are never negative, whatever the schema says.</summary>
    private void CheckReplicas(Unstructured obj, FieldErrors errors)
    {
        if (version.Subresources?.Scale is { } scale)
        {
            ReplicaRules.Check(obj.Content, scale.SpecReplicasPath, errors);
            ReplicaRules.Check(obj.Content, scale.StatusReplicasPath, errors);
        }
    }

    private static void Add(SchemaErrors found, FieldErrors errors)
    {
        foreach (var error in found.All)
        {
            errors.Add(error);
        }
    }

    private static Dictionary<string, Func<Unstructured, string>> Selectable(CustomResourceDefinitionVersion version)
    {
        var fields = new Dictionary<string, Func<Unstructured, string>>(StringComparer.Ordinal);
        foreach (var field in version.SelectableFields ?? [])
        {
            var path = JsonPath.Parse(field.JsonPath);
            fields[field.JsonPath.TrimStart('.')] = obj => Text(path.Find(obj.Content).FirstOrDefault());
        }

        return fields;
    }

    private static string Text(JsonNode? value) => value is null ? "" : JsonKind.Text(value) ?? GoText.Json(value);
}
