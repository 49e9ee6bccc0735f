using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Logs;

/// <summary>Reads and checks the query parameters of a pod's log, in the words of a real server.</summary>
internal static class PodLogOptionsParser
{
    /// <exception cref="ApiException">A parameter is malformed, or the container is not one of the pod's (400, 422).</exception>
    public static PodLogOptions Parse(string? query, Pod pod, TimeProvider time)
    {
        var options = new PodLogOptions("");
        var errors = new FieldErrors();
        long? sinceSeconds = null;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var value = pair.DecodeValue().ToString();
            switch (pair.DecodeName().Span)
            {
                case "container":
                    options = options with { Container = value };
                    break;
                case "follow":
                    options = options with { Follow = QueryValues.Boolean(value) };
                    break;
                case "previous":
                    options = options with { Previous = QueryValues.Boolean(value) };
                    break;
                case "timestamps":
                    options = options with { Timestamps = QueryValues.Boolean(value) };
                    break;
                case "tailLines":
                    options = options with { TailLines = AtLeast(0, value, "tailLines", errors) };
                    break;
                case "limitBytes":
                    options = options with { LimitBytes = AtLeast(1, value, "limitBytes", errors) };
                    break;
                case "sinceSeconds":
                    sinceSeconds = AtLeast(1, value, "sinceSeconds", errors);
                    break;
                case "sinceTime":
                    options = options with { Since = Time(value) };
                    break;
            }
        }

        if (sinceSeconds is { } seconds)
        {
            if (options.Since is not null)
            {
                errors.Forbidden(FieldPath.Of("sinceTime"), "at most one of `sinceTime` or `sinceSeconds` may be specified");
            }

            options = options with { Since = time.GetUtcNow() - TimeSpan.FromSeconds(seconds) };
        }

        return errors.Count > 0
            ? throw new ApiException(StatusFactory.Invalid(new GroupKind("", "PodLogOptions"), pod.Metadata.Name ?? "", errors))
            : options with { Container = PodContainers.Choose(pod, options.Container) };
    }

    private static long? AtLeast(long least, string text, string field, FieldErrors errors)
    {
        var number = QueryValues.Number(text);
        if (number < least)
        {
            errors.Invalid(FieldPath.Of(field), number, $"must be greater than or equal to {least}");
        }

        return number;
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ApiException(StatusFactory.BadRequest($"sinceTime: \"{text}\" is no RFC 3339 time"));
}
