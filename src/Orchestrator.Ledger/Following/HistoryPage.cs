using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Following;

/// <summary>Gathers history rows into a page of whole batches.</summary>
internal sealed class HistoryPage
{
    private const int EnoughRows = 2_000;
    private const int EnoughBytes = 4 << 20;

    private readonly List<LedgerRecord> _records = [];
    private long _bytes;

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<LedgerRecord> Records => _records;

    /// <summary>The last revision of the batch that the last row belongs to; 0 without rows.</summary>
    public long BatchEnd { get; private set; }

    /// <summary>Whether the page is large enough and no batch is cut by its end.</summary>
    public bool IsFull => (_records.Count >= EnoughRows || _bytes >= EnoughBytes) && _records[^1].Revision == BatchEnd;

    /// <summary>Adds the next row.</summary>
    /// <exception cref="InvalidDataException">A revision is missing.</exception>
    public void Add(LedgerRecord record, long batchEnd)
    {
        if (_records.Count > 0 && record.Revision != _records[^1].Revision + 1)
        {
            throw new InvalidDataException($"the history lacks the revision after {_records[^1].Revision}");
        }

        _records.Add(record);
        _bytes += record.Json.Length;
        BatchEnd = batchEnd;
    }
}
