namespace Orchestrator.Actors.Activations;

/// <summary>A list that is chained through its entries.</summary>
internal struct EntryList
{
    public MailboxEntry? Head { get; private set; }

    public MailboxEntry? Tail { get; private set; }

    public readonly bool IsEmpty => Head is null;

    public void Append(MailboxEntry entry)
    {
        entry.Previous = Tail;
        if (Tail is null)
        {
            Head = entry;
        }
        else
        {
            Tail.Next = entry;
        }

        Tail = entry;
    }

    public void Remove(MailboxEntry entry)
    {
        if (entry.Previous is null)
        {
            Head = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }

        if (entry.Next is null)
        {
            Tail = entry.Previous;
        }
        else
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Next = null;
        entry.Previous = null;
    }
}
