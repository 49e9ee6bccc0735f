using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Client.Http;

/// <summary>Reads a list of any kind: the items of a typed list do not say their kind, so the caller does.</summary>
internal static class ListReader
{
    public static KubeList<T> Read<T>(byte[] json)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        var kind = new T();
        var items = new List<T>();
        var metadata = new ListMeta();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isItems = reader.ValueTextEquals("items"u8);
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isItems && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var item = JsonModel.Read<T>(Value(json, ref reader));
                    (item.ApiVersion, item.Kind) = (kind.ApiVersion, kind.Kind);
                    items.Add(item);
                }
            }
            else if (isMetadata)
            {
                metadata = JsonModel.Read<ListMeta>(Value(json, ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return new KubeList<T>(items, metadata.ResourceVersion ?? "", metadata.Continue is { Length: > 0 } next ? next : null);
    }

    private static ReadOnlyMemory<byte> Value(byte[] json, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json.AsMemory(start, (int)reader.BytesConsumed - start);
    }
}
