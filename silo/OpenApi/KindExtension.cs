using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>The value of <c>x-kubernetes-group-version-kind</c>, by which clients find a kind's schema and operations.</summary>
internal readonly record struct KindExtension(string Group, string Version, string Kind)
{
    /// <summary>That of a type which is a kind, as it carries apiVersion and kind; null for all others.</summary>
    public static KindExtension? Of(TypeSchema type)
    {
        if (type.Fields is not [{ Inline: true, Value.Object.Name: "meta/v1.TypeMeta" }, ..])
        {
            return null;
        }

        var (group, version) = SchemaNames.GroupVersion(type);
        return new KindExtension(group is "core" or "meta" ? "" : group, version, type.ShortName);
    }

    /// <summary>Writes the kind as an operation carries it.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WritePropertyName("x-kubernetes-group-version-kind"u8);
        WriteObject(json);
    }

    /// <summary>Writes the kind as a schema carries it: as one of several.</summary>
    public void WriteListTo(Utf8JsonWriter json)
    {
        json.WriteStartArray("x-kubernetes-group-version-kind"u8);
        WriteObject(json);
        json.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("group"u8, Group);
        json.WriteString("version"u8, Version);
        json.WriteString("kind"u8, Kind);
        json.WriteEndObject();
    }
}
