using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Fixtures;

/// <summary>Decodes and encodes through the typed model of a type that is known by name only. Reflection is for tests alone.</summary>
internal abstract class ModelCodec
{
    private static readonly Dictionary<string, Type> Models = typeof(IJsonModel).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.Namespace?.StartsWith("Orchestrator.Api.Models.", StringComparison.Ordinal) == true && typeof(IJsonModel).IsAssignableFrom(type))
        .GroupBy(SchemaName)
        .ToDictionary(group => group.Key, group => group.First());

    public static ModelCodec For(string schemaName) => (ModelCodec)Activator.CreateInstance(typeof(ModelCodec<>).MakeGenericType(Models[schemaName]))!;

    public abstract byte[] RoundTrip(byte[] json, JsonReadContext context);

    /// <summary>A model and its copy.</summary>
    public abstract (IJsonModel Value, IJsonModel Copy) Copied(byte[] json);

    private static string SchemaName(Type type) =>
        ((TypeSchema)typeof(JsonModel).GetMethod(nameof(JsonModel.SchemaOf))!.MakeGenericMethod(type).Invoke(null, null)!).Name;
}

internal sealed class ModelCodec<T> : ModelCodec
    where T : class, IJsonModel<T>
{
    public override byte[] RoundTrip(byte[] json, JsonReadContext context) => JsonModel.ToBytes(JsonModel.Read<T>(json, context));

    public override (IJsonModel Value, IJsonModel Copy) Copied(byte[] json)
    {
        var value = JsonModel.Read<T>(json);
        return (value, value.DeepCopy());
    }
}
