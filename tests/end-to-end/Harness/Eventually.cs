using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>Waits for what has no event to wait on, by asking again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Completes when the condition holds; fails with what was last seen.</summary>
    public static async Task BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> condition, TimeSpan? within = null)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        T seen;
        do
        {
            seen = await read();
            if (condition(seen))
            {
                return;
            }
        }
        while (Stopwatch.GetElapsedTime(started) < (within ?? TimeSpan.FromSeconds(30)) && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"last seen: {(seen is System.Collections.IEnumerable and not string ? string.Join(", ", ((System.Collections.IEnumerable)seen).Cast<object>()) : seen)}");
    }
}
