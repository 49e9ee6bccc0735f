using Orchestrator.Api.Errors;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Metrics;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Reads;

/// <summary>GET with <c>watch=true</c>: what is there already, if asked for, and then each change as it happens.</summary>
internal sealed class WatchHandler(IReplica replica, ViewEncoder views, WatchTicker ticker, SiloReadiness readiness, WatchMetrics metrics, TimeProvider time)
{
    private const int ShortestDefaultSeconds = 1800; // a real server's --min-request-timeout: watches end after once to twice that

    /// <summary>Streams events until the client goes away, the time is up, the watcher is too slow, or the server stops.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var options = ReadOptionsParser.Parse(request.Query);
        ListOptionsValidation.ThrowIfInvalid(options, watch: true);
        var format = request.ViewedFormat;
        if (format.Encoding == ApiEncoding.Yaml)
        {
            throw new ApiException(StatusFactory.NotAcceptable(MediaTypes.Streamed)); // YAML has no frames, as with a real server
        }

        var selector = request.Info.IsCollection ? ObjectSelector.Parse(request.Kind, options) : ObjectSelector.Named(request.Kind, request.Info.Name);
        var revision = ResourceVersions.Parse(options.ResourceVersion);
        var sendInitial = options.SendInitialEvents ?? revision == 0;
        if (sendInitial)
        {
            await ResourceVersions.WaitAsync(replica, options.ResourceVersion, request.Aborted).ConfigureAwait(false);
        }

        var initial = sendInitial ? replica.List(request.StoredAs) : null;
        var after = initial?.Revision ?? (revision == 0 ? replica.Revision : revision);
        request.Http.Start(200, format.StreamContentType, null);
        var stream = new WatchStream(request.Http, request.Kind, views.EventsOf(request, format, options), metrics.Of(request.Kind));
        try
        {
            using var watch = replica.Watch(request.StoredAs, request.Namespace.Length == 0 ? null : request.Namespace, after);
            using var end = new WatchEnd(request.Aborted, readiness.StoppingToken, request.Kind.Gone, Lifetime(options), time);
            var session = new WatchSession(watch, stream, selector, options, after, ticker);
            await session.RunAsync(initial, request.Namespace, end.Token).ConfigureAwait(false);
        }
        catch (RevisionCompactedException compacted)
        {
            await stream.WriteErrorAsync(StatusFactory.TooOldResourceVersion(compacted.Asked, compacted.Oldest)).ConfigureAwait(false);
        }
    }

    private static TimeSpan Lifetime(ReadOptions options) => TimeSpan.FromSeconds(
        options.TimeoutSeconds is > 0 and var asked ? asked : ShortestDefaultSeconds * (1 + Random.Shared.NextDouble()));
}
