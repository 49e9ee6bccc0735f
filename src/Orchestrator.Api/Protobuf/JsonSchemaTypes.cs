using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Protobuf;

/// <summary>The schemas of what JSON schemas hold where their JSON form has no fields of its own.</summary>
internal static class JsonSchemaTypes
{
    public static ValueSchema Schema { get; } = TypeSchemas.Get("apiextensions.k8s.io/v1.JSONSchemaProps").AsValue();

    public static ValueSchema Text { get; } = new(SchemaKind.String);
}
