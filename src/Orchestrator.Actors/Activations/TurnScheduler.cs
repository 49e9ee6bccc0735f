namespace Orchestrator.Actors.Activations;

/// <summary>
/// Runs work one item at a time, in order, on the thread pool: the turns of one activation. Awaits inside a turn come back here, because
/// <see cref="TaskScheduler.Current"/> is this scheduler. An item is a task (the rest of a turn) or a <see cref="MailboxEntry"/> (a new one).
/// </summary>
internal abstract class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns others get the thread.</summary>
    private const int TurnsInSlice = 256;

    private static readonly Action<object?> RunRestInTask = static state => ((TurnScheduler)state!).RunRest();

    [ThreadStatic]
    private static TurnScheduler? t_current;

    private WorkRing _work;
    private MailboxEntry? _first;
    private int _turnsLeft;
    private bool _scheduled;

    /// <summary>The scheduler whose turn runs on this thread.</summary>
    internal static TurnScheduler? CurrentScheduler => t_current;

    /// <inheritdoc />
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Guards the queue, and whatever decides what enters it.</summary>
    protected Lock Gate { get; } = new();

    /// <inheritdoc />
    void IThreadPoolWorkItem.Execute()
    {
        var outer = t_current;
        t_current = this;
        _turnsLeft = TurnsInSlice;
        try
        {
            while (Take() is { } work)
            {
                if (work is Task task)
                {
                    TryExecuteTask(task);
                    continue;
                }

                // A new turn needs a task around it, which makes this scheduler the current one. It serves the rest of the slice too.
                _first = (MailboxEntry)work;
                new Task(RunRestInTask, this).RunSynchronously(this);
                return;
            }
        }
        finally
        {
            t_current = outer;
        }
    }

    /// <summary>Adds work. Requires the gate; when true, <see cref="Schedule"/> must follow.</summary>
    protected bool Enqueue(object work)
    {
        _work.Add(work);
        if (_scheduled)
        {
            return false;
        }

        _scheduled = true;
        return true;
    }

    /// <summary>Asks the thread pool for a thread.</summary>
    protected void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <inheritdoc />
    protected override void QueueTask(Task task)
    {
        bool schedule;
        lock (Gate)
        {
            schedule = Enqueue(task);
        }

        if (schedule)
        {
            Schedule();
        }
    }

    /// <inheritdoc />
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && t_current == this && TryExecuteTask(task);

    /// <inheritdoc />
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (Gate)
        {
            return [.. _work.OfType<Task>()];
        }
    }

    private void RunRest()
    {
        var clean = ExecutionContext.Capture()!;
        object? work = _first;
        _first = null; // an activation that nobody calls again must not keep its last request alive
        do
        {
            if (work is Task task)
            {
                TryExecuteTask(task);
            }
            else
            {
                ((MailboxEntry)work!).Execute();

                // What a method that is not async set in AsyncLocals must not reach the next request.
                ExecutionContext.Restore(clean);
            }

            work = Take();
        }
        while (work is not null);
    }

    private object? Take()
    {
        lock (Gate)
        {
            if (!_work.IsEmpty && _turnsLeft-- > 0)
            {
                return _work.Take();
            }

            if (_work.IsEmpty)
            {
                _scheduled = false;
                return null;
            }
        }

        Schedule();
        return null;
    }
}
