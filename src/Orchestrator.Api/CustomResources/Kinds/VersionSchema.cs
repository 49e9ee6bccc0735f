using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>The schema of one version of a custom resource, compiled when it is first used: a thousand definitions cost nothing until then.</summary>
internal sealed class VersionSchema
{
    private readonly Lazy<SchemaNode> _root;
    private readonly Lazy<TypeSchema> _type;

    /// <param name="name">What the type is called: <c>example.com/v1.CronTab</c>.</param>
    /// <param name="schema">The schema as it is written; null when the version has none and keeps everything.</param>
    public VersionSchema(string name, JSONSchemaProps? schema)
    {
        schema ??= new JSONSchemaProps { Type = "object", XKubernetesPreserveUnknownFields = true };
        _root = new Lazy<SchemaNode>(() => SchemaCompiler.Compile(schema));
        _type = new Lazy<TypeSchema>(() => TypeSchemaMaker.Make(name, schema));
    }

    /// <summary>The compiled schema.</summary>
    public SchemaNode Root => _root.Value;

    /// <summary>The table of fields that apply, patches and OpenAPI read.</summary>
    public TypeSchema Type => _type.Value;

    /// <summary>Brings what was stored under an older schema up to date: drops what the schema no longer has, sets the defaults it has got since.</summary>
    public void Renew(JsonObject content)
    {
        Pruning.Prune(content, Root, null);
        Defaulting.DropNulls(content, Root);
        Defaulting.Apply(content, Root);
    }
}
