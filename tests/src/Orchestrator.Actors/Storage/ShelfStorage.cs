using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace Orchestrator.Actors.Tests.Storage;

/// <summary>A storage as a provider writes it: texts of notebooks with versions.</summary>
internal sealed class ShelfStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, string Grain), (string? Text, int Version)> _rows = new();

    public bool Broken { get; set; }

    public IEnumerable<(string State, string Grain)> Keys => _rows.Keys;

    public void OverwriteAll(string text)
    {
        foreach (var (key, row) in _rows)
        {
            _rows[key] = (text, row.Version + 1);
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Broken)
        {
            throw new IOException("broken");
        }

        if (_rows.TryGetValue((stateName, grainId.ToString()), out var row))
        {
            grainState.State = (T)(object)new Notebook { Text = row.Text };
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = Check(stateName, grainId, grainState.ETag) + 1;
        _rows[(stateName, grainId.ToString())] = (((Notebook)(object)grainState.State!).Text, version);
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(stateName, grainId, grainState.ETag);
        _rows.TryRemove((stateName, grainId.ToString()), out _);
        grainState.State = (T)(object)new Notebook();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private int Check(string stateName, GrainId grainId, string? etag)
    {
        var stored = _rows.TryGetValue((stateName, grainId.ToString()), out var row) ? row.Version : 0;
        var based = etag is null ? 0 : int.Parse(etag, CultureInfo.InvariantCulture);
        return stored == based ? stored : throw new InconsistentStateException("stale", $"{stored}", $"{based}");
    }
}
