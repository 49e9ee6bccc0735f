using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Yaml;

namespace Orchestrator.Api.Tests.Apply;

/// <summary>An object that managers write to, as the server would keep it: without admission, defaults and rules of its kind.</summary>
internal sealed class Subject(TypeSchema schema)
{
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public JsonObject Object { get; private set; } = [];

    public List<ManagedFieldsEntry>? Managed { get; private set; }

    public static Subject Of(string schema) => new(TypeSchemas.Get(schema));

    /// <summary>Applies a configuration, YAML.</summary>
    public Subject Apply(string manager, string yaml, bool force = false, string subresource = "")
    {
        var outcome = ServerSideApply.Apply(Writer(manager, subresource), Bytes(), Managed, Managed is null && Object.Count > 0 ? "{}"u8.ToArray() : null, Tree(yaml), force);
        Object = outcome.Object;
        Managed = outcome.Managed;
        return this;
    }

    /// <summary>Replaces the object.</summary>
    public Subject Update(string manager, string yaml, string subresource = "")
    {
        var now = Tree(yaml);
        Managed = FieldOwnership.Update(Writer(manager, subresource), Managed, Bytes(), JsonTree.ToBytes(now));
        Object = now;
        return this;
    }

    /// <summary>Makes it an object that nobody has tracked.</summary>
    public void Forget() => Managed = null;

    /// <summary>The object as text with sorted keys.</summary>
    public string Text() => Encoding.UTF8.GetString(JsonTree.ToBytes(Object));

    /// <summary>What a manager owns, as <c>fieldsV1</c>; empty when it owns nothing.</summary>
    public string Fields(string manager, string operation = "Apply") =>
        Managed?.Find(entry => entry.Manager == manager && entry.Operation == operation)?.FieldsV1.ToString() ?? "";

    /// <summary>The conflicts of an apply.</summary>
    public FieldConflictException Conflict(string manager, string yaml) => Should.Throw<FieldConflictException>(() => Apply(manager, yaml));

    public static JsonObject Tree(string yaml) => (JsonObject)JsonTree.Parse(YamlCodec.ToJson(Encoding.UTF8.GetBytes(yaml)))!;

    private byte[] Bytes() => JsonTree.ToBytes(Object);

    private FieldWriter Writer(string manager, string subresource)
    {
        _now = _now.AddSeconds(1);
        return new FieldWriter(manager, "v1", subresource, FieldSet.Empty, schema, _now);
    }
}
