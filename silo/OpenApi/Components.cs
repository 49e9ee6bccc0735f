using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// The schemas that a document refers to. Whoever writes a reference asks here for its target's name; each target is written once, after the
/// paths, and may ask for more.
/// </summary>
internal sealed class Components
{
    private const string Prefix = "#/components/schemas/";
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, Action<Utf8JsonWriter> Write)> _pending = [];

    /// <summary>The reference to a built-in type.</summary>
    public string Reference(TypeSchema type)
    {
        var name = SchemaNames.Of(type);
        Require(name, json => TypeWriter.Write(json, type, KindExtension.Of(type), this));
        return Prefix + name;
    }

    /// <summary>The reference to a value of its own JSON form.</summary>
    public string Reference(string wellKnown, SchemaKind kind)
    {
        Require(wellKnown, json => WellKnownSchemas.Write(json, kind));
        return Prefix + wellKnown;
    }

    /// <summary>The reference to a schema that is written by hand.</summary>
    public string Reference(string name, Action<Utf8JsonWriter> write)
    {
        Require(name, write);
        return Prefix + name;
    }

    /// <summary>The reference to a kind's objects.</summary>
    public string Reference(KindDescriptor kind)
    {
        if (!IsCustom(kind))
        {
            return Reference(kind.Schema);
        }

        var name = SchemaNames.OfCustom(kind, kind.Kind);
        Require(name, json => CustomSchemaWriter.Write(json, kind, this));
        return Prefix + name;
    }

    /// <summary>The reference to a kind's lists.</summary>
    public string ListReference(KindDescriptor kind)
    {
        if (!IsCustom(kind))
        {
            return Reference(TypeSchemas.Get(kind.Schema.Name[..^kind.Schema.ShortName.Length] + kind.ListKind));
        }

        var name = SchemaNames.OfCustom(kind, kind.ListKind);
        Require(name, json => TypeWriter.WriteList(json, kind, this));
        return Prefix + name;
    }

    /// <summary>Whether a kind has come at run time, as a custom resource.</summary>
    public static bool IsCustom(KindDescriptor kind) => kind.Codec.ObjectType == typeof(Unstructured);

    /// <summary>Writes all that was asked for, and what that asks for.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("schemas"u8);
        while (_pending.TryDequeue(out var component))
        {
            json.WritePropertyName(component.Name);
            component.Write(json);
        }

        json.WriteEndObject();
    }

    private void Require(string name, Action<Utf8JsonWriter> write)
    {
        if (_known.Add(name))
        {
            _pending.Enqueue((name, write));
        }
    }
}
