using System.Collections.Concurrent;

namespace Orchestrator.Actors.Tests;

/// <summary>What grains and tests share: a log in order, and gates at which grains wait for the test.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes)
            {
                return [.. _notes];
            }
        }
    }

    public void Note(string note)
    {
        lock (_notes)
        {
            _notes.Add(note);
        }

        Signal(note).TrySetResult();
    }

    /// <summary>Completes when the note has been made at least once.</summary>
    public Task Noted(string note) => Signal(note).Task.WaitAsync(Patience);

    public void Open(string gate) => Signal("gate:" + gate).TrySetResult();

    public Task Gate(string gate) => Signal("gate:" + gate).Task.WaitAsync(Patience);

    private TaskCompletionSource Signal(string name) =>
        _signals.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
