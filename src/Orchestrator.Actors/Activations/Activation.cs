using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Actors.Manifest;
using Orchestrator.Actors.Storage;
using Orchestrator.Actors.Timers;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Activations;

/// <summary>
/// One grain in memory: its mailbox, its instance and its life. It holds requests while it activates, serves them, and when it has been
/// asked to end: lets what runs end, deactivates, leaves the catalog, and passes what waits to its successor.
/// </summary>
internal sealed class Activation(GrainRuntime runtime, GrainClass grainClass, GrainId id)
    : Mailbox(runtime.Monitor, grainClass.IsReentrant), IGrainContext
{
    private GrainReference? _reference;
    private AsyncServiceScope? _scope;
    private HashSet<GrainTimer>? _timers;
    private TaskCompletionSource? _deactivated;
    private DeactivationReason? _ending;
    private object? _instance;
    private bool _ended;

    /// <summary>The activation whose turn runs on this thread.</summary>
    internal static Activation? OnThisThread => CurrentScheduler as Activation;

    /// <inheritdoc />
    public GrainId GrainId { get; } = id;

    /// <inheritdoc />
    public GrainReference GrainReference => _reference ??= Runtime.CreateReference(Class.Interfaces[0], GrainId);

    /// <inheritdoc />
    public object? GrainInstance => _instance;

    /// <inheritdoc />
    public IServiceProvider ActivationServices => (_scope ??= Runtime.Services.CreateAsyncScope()).ServiceProvider;

    /// <inheritdoc />
    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                return _ended ? Task.CompletedTask : (_deactivated ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>The silo.</summary>
    internal GrainRuntime Runtime { get; } = runtime;

    /// <summary>The grain's class.</summary>
    internal GrainClass Class { get; } = grainClass;

    /// <summary>Place in the collector's list, guarded by the collector.</summary>
    internal IdleCollector.Place Idle { get; } = new();

    /// <summary>The states given to the constructor, chained.</summary>
    internal PersistentState? States { get; set; }

    /// <inheritdoc />
    internal override object? Target => _instance;

    /// <summary>When it was last used, by <see cref="Environment.TickCount64"/>.</summary>
    private long LastUsed { get; set; } = Environment.TickCount64;

    /// <summary>Until when it is kept although idle.</summary>
    private long KeptUntil { get; set; }

    /// <inheritdoc />
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc />
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => GrainId.ToString();

    /// <inheritdoc />
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (_ending is not null || _ended)
            {
                return;
            }

            _ending = deactivationReason;
            if (Phase == MailboxPhase.Open)
            {
                Phase = MailboxPhase.Holding;
                if (IsStill)
                {
                    StartOnTurn(ActivationLife.DeactivateAsync);
                }
            }
        }
    }

    /// <summary>Starts the activation's life; once.</summary>
    internal void Start() => StartOnTurn(ActivationLife.ActivateAsync);

    /// <summary>Makes the grain object, which registers its states here.</summary>
    internal object CreateInstance() => _instance = Class.Create(new GrainActivation(this));

    /// <summary>Activation has succeeded: requests may start, unless the grain has asked to end meanwhile.</summary>
    internal void Serve()
    {
        bool schedule = false;
        lock (Gate)
        {
            if (_ending is null)
            {
                schedule = Open();
            }
            else
            {
                StartOnTurn(ActivationLife.DeactivateAsync);
            }
        }

        if (schedule)
        {
            Schedule();
        }
    }

    /// <summary>Why it ends.</summary>
    internal DeactivationReason EndingReason => _ending ?? new DeactivationReason(DeactivationReasonCode.None, "");

    /// <summary>Ends it: out of the catalog first, so that what was refused finds the successor.</summary>
    internal void End(Exception? failure)
    {
        Runtime.Catalog.Remove(this);
        var undelivered = Close();
        TaskCompletionSource? deactivated;
        lock (Gate)
        {
            _ended = true;
            deactivated = _deactivated;
        }

        undelivered.ForEach(entry => entry.Undelivered(failure));
        deactivated?.SetResult();
    }

    /// <summary>Gives the activation's services back.</summary>
    internal ValueTask DisposeServicesAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Adds a timer that ends with the activation.</summary>
    internal void Add(GrainTimer timer)
    {
        lock (Gate)
        {
            (_timers ??= []).Add(timer);
        }
    }

    /// <summary>Forgets a timer.</summary>
    internal void Remove(GrainTimer timer)
    {
        lock (Gate)
        {
            _timers?.Remove(timer);
        }
    }

    /// <summary>Ends all timers.</summary>
    internal void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (Gate)
        {
            timers = _timers is null ? [] : [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    /// <summary>Keeps it although idle.</summary>
    internal void DelayDeactivation(TimeSpan time)
    {
        lock (Gate)
        {
            KeptUntil = time < TimeSpan.Zero ? 0
                : time == TimeSpan.MaxValue ? long.MaxValue
                : Environment.TickCount64 + (long)time.TotalMilliseconds;
        }
    }

    /// <summary>Deactivates if idle for long enough. Otherwise says when to ask again.</summary>
    internal bool TryCollect(long now, out long askAgain)
    {
        lock (Gate)
        {
            var lastUsed = IsQuiet ? LastUsed : now;
            askAgain = Math.Max(lastUsed + Class.CollectionAge, KeptUntil);
            if (askAgain > now)
            {
                return false;
            }
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Idle for longer than the collection age."));
        return true;
    }

    /// <inheritdoc />
    protected override void OnStill(MailboxEntry last)
    {
        if (last.KeepsAlive)
        {
            LastUsed = Environment.TickCount64;
        }

        if (_ending is not null && Phase == MailboxPhase.Holding)
        {
            StartOnTurn(ActivationLife.DeactivateAsync);
        }
    }

    private void StartOnTurn(Func<Activation, Task> step) =>
        _ = Task.Factory.StartNew(static call => Run(((Activation, Func<Activation, Task>))call!), (this, step), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    private static Task Run((Activation Activation, Func<Activation, Task> Step) call) => call.Step(call.Activation);
}
