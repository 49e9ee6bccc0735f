using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Errors;

namespace Orchestrator.Silo.Reads;

/// <summary>What the <c>resourceVersion</c> parameter asks of the replica (the API's "resource versions" concept page).</summary>
internal static class ResourceVersions
{
    /// <summary>How long a read waits for a revision that the replica has not seen, as a real server's watch cache does.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>Parses a resourceVersion; 0 for an empty text.</summary>
    /// <exception cref="ApiException">It is no revision (400).</exception>
    public static long Parse(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new ApiException(StatusFactory.BadRequest(
                $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax"));
    }

    /// <summary>
    /// Waits until a read may be served: the empty version means "most recent", 0 "whatever is there", N "not older than N".
    /// </summary>
    public static ValueTask WaitAsync(IReplica replica, string resourceVersion, CancellationToken cancellationToken)
    {
        if (resourceVersion.Length == 0)
        {
            var caughtUp = replica.CatchUpAsync(cancellationToken);
            return caughtUp.IsCompletedSuccessfully ? ValueTask.CompletedTask : Await(caughtUp);
        }

        var revision = Parse(resourceVersion);
        return revision <= replica.Revision ? ValueTask.CompletedTask : NotOlderThanAsync(replica, revision, cancellationToken);
    }

    private static async ValueTask Await(ValueTask<long> caughtUp) => await caughtUp.ConfigureAwait(false);

    private static async ValueTask NotOlderThanAsync(IReplica replica, long revision, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestWait);
        try
        {
            await replica.WaitForAsync(revision, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(Refusals.TooLargeResourceVersion(revision, replica.Revision));
        }
    }
}
