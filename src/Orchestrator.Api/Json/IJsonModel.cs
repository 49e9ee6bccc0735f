using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>A typed model that writes itself as JSON the way the API does: declared field order, zero values left out.</summary>
public interface IJsonModel
{
    /// <summary>Writes the value, an object or whatever JSON form the type has.</summary>
    void Write(Utf8JsonWriter writer);
}
