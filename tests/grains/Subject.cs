using System.Text;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests;

/// <summary>One object that a test writes to, as the API server would.</summary>
public sealed class Subject(TestCluster cluster, ObjectKey key, string version)
{
    private static readonly Caller Someone = Caller.Named("someone");

    /// <summary>The object's key.</summary>
    public ObjectKey Key => key;

    /// <summary>POST.</summary>
    public Task<WriteResult> CreateAsync(string json = "{}", WriteOptions? options = null, string subresource = "") =>
        SendAsync(WriteVerb.Create, json, options, subresource);

    /// <summary>PUT.</summary>
    public Task<WriteResult> UpdateAsync(string json, WriteOptions? options = null, string subresource = "") =>
        SendAsync(WriteVerb.Update, json, options, subresource);

    /// <summary>PATCH, by default a merge patch.</summary>
    public Task<WriteResult> PatchAsync(string patch, PatchType type = PatchType.Merge, WriteOptions? options = null, string subresource = "") =>
        SendAsync(WriteVerb.Patch, patch, options, subresource, type);

    /// <summary>DELETE.</summary>
    public Task<WriteResult> DeleteAsync(WriteOptions? options = null) => SendAsync(WriteVerb.Delete, "", options, "");

    /// <summary>The object as the replica shows it, or null.</summary>
    public string? Read() => cluster.Replica.Get(key) is { } entry ? Encoding.UTF8.GetString(entry.Json.Span) : null;

    private Task<WriteResult> SendAsync(WriteVerb verb, string body, WriteOptions? options, string subresource, PatchType patch = PatchType.None) =>
        ResourceGrains.Get(cluster.Grains, key).WriteAsync(
            new WriteRequest(verb, version, subresource, Encoding.UTF8.GetBytes(body), patch, options ?? WriteOptions.None, Someone),
            CancellationToken.None);
}
