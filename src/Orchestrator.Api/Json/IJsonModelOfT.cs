using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Json;

/// <summary>A typed model that also reads itself, without reflection.</summary>
public interface IJsonModel<TSelf> : IJsonModel
    where TSelf : class, IJsonModel<TSelf>
{
    /// <summary>The table of the type's fields.</summary>
    static abstract TypeSchema Schema { get; }

    /// <summary>Reads the value that the reader stands on; null reads as an empty value.</summary>
    /// <exception cref="JsonDecodeException">A value has the wrong JSON type.</exception>
    static abstract TSelf Read(ref Utf8JsonReader reader, JsonReadContext context);

    /// <summary>A copy for the caller to change: it shares with the value only what nobody can change, such as texts and quantities.</summary>
    TSelf DeepCopy();
}
