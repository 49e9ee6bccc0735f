using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Errors;

/// <summary>Turns whatever a request failed with into a Status. What was not expected is logged once, and the client learns no more than that it happened.</summary>
internal sealed partial class FailureWriter(ILogger<FailureWriter> logger, long maxBodyBytes)
{
    /// <summary>Answers with the failure's Status; an answer already begun can only be cut off.</summary>
    public Task WriteAsync(HttpContext context, Exception error)
    {
        if (context.RequestAborted.IsCancellationRequested || error is ConnectionResetException or ConnectionAbortedException)
        {
            return Task.CompletedTask; // the client has gone: there is no one to tell
        }

        var status = Translate(context, error);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        if (status.Details?.RetryAfterSeconds is > 0 and var seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var format = AcceptHeader.Of(context.Request.Headers.Accept).Object ?? ResponseFormat.Json;
        return StatusWriting.WriteAsync(context, status, format);
    }

    private Status Translate(HttpContext context, Exception error)
    {
        switch (error)
        {
            case ApiException api:
                return api.Status;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return StatusFactory.RequestEntityTooLarge($"limit is {maxBodyBytes}");
            case BadHttpRequestException bad:
                return StatusFactory.BadRequest(bad.Message);
            case RevisionCompactedException compacted:
                return StatusFactory.Expired(compacted.Message);
            case LedgerUnavailableException:
                Log.StoreUnavailable(logger, context.Request.Method, context.Request.Path, error);
                return StatusFactory.ServiceUnavailable("the server's store is unavailable, please try again later");
            case TimeoutException or OperationCanceledException:
                return StatusFactory.Timeout("the server did not finish the request in time", 1);
            default:
                Log.Unexpected(logger, context.Request.Method, context.Request.Path, error);
                return StatusFactory.InternalError("an error on the server prevented the request from succeeding");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed unexpectedly")]
        public static partial void Unexpected(ILogger logger, string method, PathString path, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} failed: the store is unavailable")]
        public static partial void StoreUnavailable(ILogger logger, string method, PathString path, Exception error);
    }
}
