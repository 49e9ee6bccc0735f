using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Actors.Storage;

/// <summary>Keeps states in this process, as JSON so that a grain never shares an object with the storage.</summary>
internal sealed class MemoryGrainStorage(string name) : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(string State, GrainId Grain), Record> _records = new();
    private long _version;

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = JsonSerializer.Deserialize<T>(record.State, Json);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var next = new Record(
            JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json),
            Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        var stored = _records.GetValueOrDefault(key);
        var written = stored?.ETag == grainState.ETag && (stored is null ? _records.TryAdd(key, next) : _records.TryUpdate(key, next, stored));
        if (!written)
        {
            throw Stale(stateName, grainId, stored, grainState.ETag);
        }

        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var stored = _records.GetValueOrDefault(key);
        if (stored?.ETag != grainState.ETag || (stored is not null && !_records.TryRemove(KeyValuePair.Create(key, stored))))
        {
            throw Stale(stateName, grainId, stored, grainState.ETag);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Stale(string state, GrainId grain, Record? stored, string? based) =>
        new($"State '{state}' of {grain} in storage '{name}' has changed.", stored?.ETag, based);

    private sealed record Record(byte[] State, string ETag);
}
