using System.Text.Json;

namespace Orchestrator.Api.Objects;

/// <summary>An object that can be written as an item of a typed list, where apiVersion and kind are left out.</summary>
public interface IListItem : IKubeObject
{
    /// <summary>Writes the object without apiVersion and kind.</summary>
    void WriteItem(Utf8JsonWriter writer);
}
