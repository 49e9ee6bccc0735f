using System.Threading.Channels;
using Orchestrator.Api.Reconciling;

namespace Orchestrator.Client.Operators;

/// <summary>Looks at objects, each by one at a time: pokes during a look are one more look, failures wait longer each time.</summary>
internal sealed class WorkQueue(Func<ObjectName, CancellationToken, Task<ReconcileResult>> look, Func<ObjectName, bool> exists, Action<ObjectName, Exception, TimeSpan> failed, int workers, TimeProvider time)
{
    private readonly Channel<ObjectName> _due = Channel.CreateUnbounded<ObjectName>();
    private readonly Dictionary<ObjectName, Work> _works = [];
    private readonly Lock _lock = new();

    /// <summary>Something that may concern an object has changed.</summary>
    public void Poke(ObjectName name)
    {
        lock (_lock)
        {
            if (!_works.TryGetValue(name, out var work))
            {
                _works.Add(name, work = new Work());
            }

            if (work.Running)
            {
                work.Again = true;
            }
            else if (!work.Queued)
            {
                work.Queued = _due.Writer.TryWrite(name);
            }
        }
    }

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(stopping)));

    /// <summary>What the last look at an object came to, in plain words; empty when there was none.</summary>
    public string Explain(ObjectName name)
    {
        lock (_lock)
        {
            return _works.TryGetValue(name, out var work) ? work.Error is { } error ? $"failed {work.Failures} times: {error.Message}" : work.Result.Decision : "";
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var name in _due.Reader.ReadAllAsync(stopping))
        {
            var work = Begin(name);
            try
            {
                var result = await look(name, stopping);
                End(name, work, result, null, stopping);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                var delay = Backoff.Controllers.After(work.Failures + 1);
                End(name, work, ReconcileResult.After(delay), error, stopping);
                failed(name, error, delay);
            }
        }
    }

    private Work Begin(ObjectName name)
    {
        lock (_lock)
        {
            var work = _works[name];
            (work.Queued, work.Running, work.Again) = (false, true, false);
            work.Timer?.Dispose();
            work.Timer = null;
            return work;
        }
    }

    private void End(ObjectName name, Work work, ReconcileResult result, Exception? error, CancellationToken stopping)
    {
        lock (_lock)
        {
            (work.Running, work.Result, work.Error) = (false, result, error);
            work.Failures = error is null ? 0 : work.Failures + 1;
            if (!work.Again && result.RequeueAfter is { } delay && !stopping.IsCancellationRequested)
            {
                work.Timer = time.CreateTimer(_ => Poke(name), null, delay, Timeout.InfiniteTimeSpan);
            }
            else if (!work.Again && !exists(name))
            {
                _works.Remove(name);
            }
        }

        if (work.Again)
        {
            Poke(name);
        }
    }

    private sealed class Work
    {
        public bool Queued { get; set; }

        public bool Running { get; set; }

        public bool Again { get; set; }

        public int Failures { get; set; }

        public ReconcileResult Result { get; set; }

        public Exception? Error { get; set; }

        public ITimer? Timer { get; set; }
    }
}
