using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;

namespace Orchestrator.Grains.Controllers;

/// <summary>What the last look at an object came to. Nothing is put into words before somebody asks.</summary>
internal sealed class LastLook
{
    private DateTimeOffset? _at;
    private DateTimeOffset? _next;
    private ReconcileResult _result;
    private Exception? _error;
    private ApiException? _refused;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether there was any.</summary>
    public bool Happened => _at is not null;

    /// <summary>It went well.</summary>
    public void Succeeded(ReconcileResult result, Reconciliation look, DateTimeOffset now) =>
        (_at, _result, _error, _refused, _next, Failures) = (now, result, null, look.Refused, now + result.RequeueAfter, 0);

    /// <summary>It failed.</summary>
    /// <returns>How long to wait.</returns>
    public TimeSpan Failed(Exception error, Reconciliation look, DateTimeOffset now)
    {
        Failures++;
        var delay = Backoff.Controllers.After(Failures);
        (_at, _result, _error, _refused, _next) = (now, default, error, look.Refused, now + delay);
        return delay;
    }

    /// <summary>In words.</summary>
    public ControllerReport Report(string controller, string loop) => new(
        controller,
        _at?.UtcDateTime,
        _result.Decision,
        _error is null ? "" : Words(_error),
        Failures,
        _next?.UtcDateTime,
        _refused is null || ReferenceEquals(_refused, _error) ? "" : _refused.Message,
        loop);

    /// <summary>An error, for people.</summary>
    public static string Words(Exception error) => error switch
    {
        ApiException refused => refused.Message,
        JsonDecodeException unreadable => $"the object cannot be read: {unreadable.Message}",
        _ => $"{error.GetType().Name}: {error.Message}",
    };
}
