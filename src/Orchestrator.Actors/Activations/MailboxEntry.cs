namespace Orchestrator.Actors.Activations;

/// <summary>Something that wants a turn: a request or a timer's tick. Lives in one mailbox at a time.</summary>
public abstract class MailboxEntry
{
    /// <summary>Chains entries that wait, or that run; guarded by the mailbox.</summary>
    internal MailboxEntry? Next;

    /// <summary>The other direction of <see cref="Next"/>.</summary>
    internal MailboxEntry? Previous;

    private protected MailboxEntry(Interleaving interleaving) => Interleaving = interleaving;

    /// <summary>What it may run beside.</summary>
    internal Interleaving Interleaving { get; }

    /// <summary>Where it is; guarded by the mailbox.</summary>
    internal EntryState State { get; set; }

    /// <summary>The mailbox that holds it, or held it last.</summary>
    internal Mailbox? Mailbox { get; set; }

    /// <summary>When its caller gives up, by <see cref="Environment.TickCount64"/>.</summary>
    internal long Deadline { get; set; } = long.MaxValue;

    /// <summary>Whether it counts as use of the activation.</summary>
    internal virtual bool KeepsAlive => true;

    /// <summary>Runs the turn. Must not throw, and sees to it that <see cref="Mailbox.Complete"/> follows once.</summary>
    internal abstract void Execute();

    /// <summary>The deadline has passed.</summary>
    internal abstract void Expire();

    /// <summary>The mailbox has closed before the turn came.</summary>
    /// <param name="failure">Why it never opened, or null when the entry may go to the next activation.</param>
    internal abstract void Undelivered(Exception? failure);
}

/// <summary>What an entry may run beside.</summary>
internal enum Interleaving : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Others of this kind.</summary>
    ReadOnly,

    /// <summary>Everything.</summary>
    Always,
}

/// <summary>Where an entry is.</summary>
internal enum EntryState : byte
{
    /// <summary>In no mailbox.</summary>
    Outside,

    /// <summary>Not admitted yet.</summary>
    Waiting,

    /// <summary>Admitted.</summary>
    Running,
}
