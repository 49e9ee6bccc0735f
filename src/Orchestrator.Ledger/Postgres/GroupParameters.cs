using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Ledger.Commits;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Postgres;

/// <summary>What a group writes, as arrays: one column each, one element for each record. Used again and again.</summary>
internal sealed class GroupParameters
{
    private readonly NpgsqlParameter<List<long>> _revisions = Array<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<List<long>> _batchEnds = Array<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<List<int>> _types = Array<int>(NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<List<string>> _keys = Array<string>(NpgsqlDbType.Text);
    private readonly NpgsqlParameter<List<byte[]>> _jsons = Array<byte[]>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<List<bool>> _stays = Array<bool>(NpgsqlDbType.Boolean);
    private readonly NpgsqlParameter<List<string>> _gone = Array<string>(NpgsqlDbType.Text);
    private readonly NpgsqlParameter<long> _head = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<long> _partitionNumber = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<long> _partitionFirst = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<string> _notice = new() { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = "" };

    /// <summary>The command that takes revisions, ends of batches, types, keys, objects, whether each is its object's new state, and the keys that go.</summary>
    public NpgsqlBatchCommand WriteCommand(string sql) => Command(sql, _revisions, _batchEnds, _types, _keys, _jsons, _stays, _gone);

    /// <summary>The command that takes the new head: revision, number and first revision of the history partition.</summary>
    public NpgsqlBatchCommand HeadCommand(string sql) => Command(sql, _head, _partitionNumber, _partitionFirst);

    /// <summary>The command that takes the new revision as text.</summary>
    public NpgsqlBatchCommand NotifyCommand(string sql) => Command(sql, _notice);

    /// <summary>Fills them with a group that has been decided.</summary>
    public void Fill(CommitGroup group, HistoryPartition partition)
    {
        Clear();
        for (var i = 0; i < group.Records.Count; i++)
        {
            var record = group.Records[i];
            var key = record.Key.ToString();
            var isNewest = ReferenceEquals(group.StateOf(record.Key).Newest, record);
            _revisions.TypedValue!.Add(record.Revision);
            _batchEnds.TypedValue!.Add(group.BatchEnds[i]);
            _types.TypedValue!.Add((int)record.Type);
            _keys.TypedValue!.Add(key);
            _jsons.TypedValue!.Add(Bytes(record.Json));
            _stays.TypedValue!.Add(isNewest && record.Type != ChangeType.Deleted);
            if (isNewest && record.Type == ChangeType.Deleted)
            {
                _gone.TypedValue!.Add(key);
            }
        }

        _head.TypedValue = group.Records[^1].Revision;
        _partitionNumber.TypedValue = partition.Number;
        _partitionFirst.TypedValue = partition.First;
        _notice.TypedValue = _head.TypedValue.ToString(CultureInfo.InvariantCulture);
    }

    private void Clear()
    {
        _revisions.TypedValue!.Clear();
        _batchEnds.TypedValue!.Clear();
        _types.TypedValue!.Clear();
        _keys.TypedValue!.Clear();
        _jsons.TypedValue!.Clear();
        _stays.TypedValue!.Clear();
        _gone.TypedValue!.Clear();
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> json) =>
        MemoryMarshal.TryGetArray(json, out var segment) && segment.Count == segment.Array!.Length ? segment.Array : json.ToArray();

    private static NpgsqlParameter<List<T>> Array<T>(NpgsqlDbType element) => new() { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = [] };

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            // A parameter belongs to one command; those of a batch that was thrown away are free again.
            parameter.Collection?.Remove(parameter);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
