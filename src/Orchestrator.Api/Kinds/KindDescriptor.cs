using System.Buffers;
using System.Runtime.CompilerServices;
using Orchestrator.Api.CustomResources.Kinds;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Strategies;

namespace Orchestrator.Api.Kinds;

/// <summary>
/// A kind as data: its names, where it is served, its schema and its codec. Everything that treats all kinds alike reads this.
/// Immutable; two descriptors are equal only when they are the same one.
/// </summary>
public sealed record KindDescriptor
{
    private readonly Func<TypeSchema> _schema = static () => throw new InvalidOperationException("a kind without a schema");
    private TypeSchema? _resolvedSchema;
    private GroupResource? _storedAs;

    /// <summary>The API group; empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The resource: the plural in paths.</summary>
    public required string Resource { get; init; }

    /// <summary>The singular name.</summary>
    public required string Singular { get; init; }

    /// <summary>The kind of its lists.</summary>
    public required string ListKind { get; init; }

    /// <summary>Whether its objects are in namespaces.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>The short names that clients know it by.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>The groups of kinds it belongs to, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What clients may do with it, sorted, in the API's words.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Whether there are objects of it to read; of a review there is only the answer to its creation.</summary>
    public bool IsReadable => Verbs.Contains("get");

    /// <summary>Its subresources, sorted by name.</summary>
    public IReadOnlyList<SubresourceDescriptor> Subresources { get; init; } = [];

    /// <summary>Whether objects of the resource are stored in this version; exactly one version of each resource is.</summary>
    public bool IsStorageVersion { get; init; } = true;

    /// <summary>
    /// Whether clients may use this version, where the server can serve it at all. A custom resource's storage version need not be served.
    /// </summary>
    public bool IsServed { get; init; } = true;

    /// <summary>Whether the kind is going: nothing is created any more.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>Cancelled when the kind goes, for what lasts longer than a request.</summary>
    public CancellationToken Gone { get; init; }

    /// <summary>Where a Scale finds its fields; null means <c>spec.replicas</c>, <c>status.replicas</c> and <c>spec.selector</c>.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>The schema of a custom resource as its author wrote it, or null.</summary>
    public JSONSchemaProps? OpenApiSchema { get; init; }

    /// <summary>Whether the kind was defined at run time.</summary>
    public bool IsCustom => Codec is CustomResourceCodec or KindCodec<Unstructured>;

    /// <summary>What clients that use this version are warned of, or null.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>How objects become what is stored, and back; null when they are stored as they are served.</summary>
    public VersionConversion? Conversion { get; init; }

    /// <summary>The collection that holds the objects: its own, or one of the same name in another group, of which it is a view (Events are one store in two groups).</summary>
    public GroupResource StoredAs
    {
        get => _storedAs ?? GroupResource;
        init => _storedAs = value;
    }

    /// <summary>Its codec.</summary>
    public required KindCodec Codec { get; init; }

    /// <summary>What it does beyond its data, or null. It always sees objects in the form in which they are stored.</summary>
    public IKindStrategy? Strategy { get; init; }

    /// <summary>Makes the schema, at first use.</summary>
    public required Func<TypeSchema> SchemaFactory
    {
        init => _schema = value;
    }

    /// <summary>The table of its fields.</summary>
    public TypeSchema Schema => _resolvedSchema ??= _schema();

    /// <summary><c>apps/v1</c>; <c>v1</c> for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Group and resource.</summary>
    public GroupResource GroupResource => new(Group, Resource);

    /// <summary>Group and kind.</summary>
    public GroupKind GroupKind => new(Group, Kind);

    /// <summary>The subresource of that name, or null.</summary>
    public SubresourceDescriptor? Subresource(string name)
    {
        foreach (var subresource in Subresources)
        {
            if (subresource.Name == name)
            {
                return subresource;
            }
        }

        return null;
    }

    /// <summary>Decodes an object of this kind that a client sent. apiVersion and kind stay empty where the document does not have them.</summary>
    /// <exception cref="JsonDecodeException">The document is malformed or has values of the wrong type.</exception>
    public IKubeObject Decode(ReadOnlyMemory<byte> json, JsonReadContext? context = null) => Codec.Decode(json, context);

    /// <summary>Decodes what is stored, as the model that the strategy sees.</summary>
    /// <exception cref="JsonDecodeException">The document is malformed or has values of the wrong type.</exception>
    public IKubeObject DecodeStored(ReadOnlyMemory<byte> json) => Conversion is null ? Codec.Decode(json, null) : Conversion.DecodeStored(json);

    /// <summary>Encodes an object compactly.</summary>
    public void Encode(IKubeObject value, IBufferWriter<byte> output) => Codec.Encode(value, output);

    /// <inheritdoc/>
    public bool Equals(KindDescriptor? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    public override string ToString() => $"{ApiVersion} {Kind}";
}
