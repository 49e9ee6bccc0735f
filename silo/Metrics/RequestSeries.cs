using System.Globalization;

namespace Orchestrator.Silo.Metrics;

/// <summary>The labels of one sort of requests, made once.</summary>
internal sealed class RequestSeries
{
    private readonly KeyValuePair<string, object?>[] _labels;
    private (int Code, KeyValuePair<string, object?>[] Labels)[] _byCode = [];
    private long _running;

    public RequestSeries(RequestLabels labels, bool isLongRunning)
    {
        IsLongRunning = isLongRunning;
        IsReadOnly = labels.Verb is "GET" or "LIST" or "WATCH" or "HEAD";
        _labels =
        [
            new("verb", labels.Verb),
            new("dry_run", labels.DryRun ? "All" : ""),
            new("group", labels.Group),
            new("version", labels.Version),
            new("resource", labels.Resource),
            new("subresource", labels.Subresource),
            new("scope", labels.Scope),
            new("component", "apiserver"),
        ];
    }

    /// <summary>Whether such requests last: then their number counts, and not their time.</summary>
    public bool IsLongRunning { get; }

    /// <summary>Whether they change nothing.</summary>
    public bool IsReadOnly { get; }

    /// <summary>How many are under way, of those that last.</summary>
    public long Running => Volatile.Read(ref _running);

    /// <summary>The labels without a code.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Labels => _labels;

    /// <summary>The labels of those that last.</summary>
    public KeyValuePair<string, object?>[] LongRunningLabels => [.. _labels.Where(label => label.Key != "dry_run")];

    /// <summary>One more or one less is under way.</summary>
    public void Run(int change) => Interlocked.Add(ref _running, change);

    /// <summary>The labels with the code of an answer.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> With(int code)
    {
        foreach (var (known, labels) in _byCode)
        {
            if (known == code)
            {
                return labels;
            }
        }

        // two at once may make the same; either will do
        KeyValuePair<string, object?>[] made = [.. _labels, new("code", code.ToString(CultureInfo.InvariantCulture))];
        _byCode = [.. _byCode, (code, made)];
        return made;
    }
}
