using System.Text;
using System.Text.Json;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Writes;

/// <summary>Reads the object that a create or update carries and makes the checks that come before any kind's rules.</summary>
internal sealed class ObjectReader(BodyDecoder decoder, KindRegistry kinds)
{
    private const int SummaryLength = 30;

    /// <exception cref="ApiException">The body is no object of the endpoint's kind (400), or in no format that is understood (415).</exception>
    public async ValueTask<SentObject> ReadAsync(ApiRequest request)
    {
        var body = await BodyReader.ReadAsync(request.Http).ConfigureAwait(false);
        var expected = Expected(request);
        var contentType = request.Http.Request.ContentType;
        var duplicates = contentType?.StartsWith(MediaTypes.Yaml, StringComparison.Ordinal) == true ? new List<string>() : null;
        var json = decoder.ToJson(contentType, body, expected.ApiVersion, expected.Kind, duplicates);
        ObjectHeader header;
        try
        {
            header = ObjectHeader.Read(json);
        }
        catch (JsonException e)
        {
            throw Unrecognized(expected.Kind, $"couldn't get version/kind; json parse error: {GoJsonErrors.Describe(json, e)}", json);
        }

        if (GoJsonErrors.NotAnObject(json) is { } problem)
        {
            throw Unrecognized(expected.Kind, $"couldn't get version/kind; json parse error: {problem}", json);
        }

        if (request is { Kind.IsCustom: true, Info.Subresource: "" or "status" } && (header.Kind.Length == 0 || header.ApiVersion.Length == 0))
        {
            throw Unnamed(expected.Kind, header, json);
        }

        Check(request, expected, header);
        if (duplicates is { Count: > 0 })
        {
            YamlDuplicates.Report(request, duplicates, (expected.ApiVersion, expected.Kind));
        }

        return new SentObject(json, header);
    }

    private void Check(ApiRequest request, (string ApiVersion, string Kind) expected, ObjectHeader header)
    {
        if (header.Kind.Length > 0 && header.Kind != expected.Kind)
        {
            var version = header.ApiVersion[(header.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
            var problem = IsKnown(header)
                ? $"converting ({version}.{header.Kind}) to ({expected.ApiVersion}.{expected.Kind}): unknown conversion"
                : $"no kind \"{header.Kind}\" is registered for version \"{header.ApiVersion}\"";
            throw new ApiException(StatusFactory.BadRequest($"{header.Kind} in version \"{version}\" cannot be handled as a {expected.Kind}: {problem}"));
        }

        if (header.ApiVersion.Length > 0 && header.ApiVersion != expected.ApiVersion && !IsOlderForm(header))
        {
            throw new ApiException(StatusFactory.BadRequest(
                $"the API version in the data ({header.ApiVersion}) does not match the expected API version ({expected.ApiVersion})"));
        }

        var isCreate = request.Info.Verb == RequestVerbs.Create; // an action of a subresource makes its own check of the name
        if (request.Namespace.Length > 0 && header.Namespace.Length > 0 && header.Namespace != request.Namespace)
        {
            throw new ApiException(StatusFactory.BadRequest(isCreate
                ? "the namespace of the provided object does not match the namespace sent on the request"
                : $"the namespace of the object ({header.Namespace}) does not match the namespace on the request ({request.Namespace})"));
        }

        if (!isCreate && header.Name.Length == 0)
        {
            throw new ApiException(StatusFactory.BadRequest($"the name of the object ({request.Info.Name} based on URL) was undeterminable: name must be provided"));
        }

        if (!isCreate && header.Name != request.Info.Name)
        {
            throw new ApiException(StatusFactory.BadRequest($"the name of the object ({header.Name}) does not match the name on the URL ({request.Info.Name})"));
        }
    }

    // clients of 1.21 and older send this one; its fields are the same
    private static bool IsOlderForm(ObjectHeader header) => header is { Kind: "Eviction", ApiVersion: "policy/v1beta1" };

    private bool IsKnown(ObjectHeader header) => kinds.TryGetKind(header.ApiVersion, header.Kind) is not null;

    /// <summary>What kind an endpoint speaks.</summary>
    public static (string ApiVersion, string Kind) Expected(ApiRequest request)
    {
        if (request.Info.Subresource.Length > 0 && ServedKinds.Subresource(request.Kind, request.Info.Subresource) is { Kind.Length: > 0 } sub)
        {
            return (sub.Group.Length == 0 ? sub.Version : $"{sub.Group}/{sub.Version}", sub.Kind);
        }

        return (request.Kind.ApiVersion, request.Kind.Kind);
    }

    // an object without a Go type must say what it is
    private static ApiException Unnamed(string expected, ObjectHeader header, ReadOnlySpan<byte> json)
    {
        var body = Encoding.UTF8.GetString(json);
        return header.Kind.Length == 0
            ? Unrecognized(expected, $"Object 'Kind' is missing in '{body}'", json)
            : new ApiException(StatusFactory.BadRequest($"{header.Kind} in version \"\" cannot be handled as a {expected}: Object 'apiVersion' is missing in '{body}'"));
    }

    private static ApiException Unrecognized(string expected, string problem, ReadOnlySpan<byte> json) =>
        new(StatusFactory.BadRequest($"the object provided is unrecognized (must be of type {expected}): {problem} ({Summary(json)})"));

    private static string Summary(ReadOnlySpan<byte> body)
    {
        if (body.Length == 0)
        {
            return "<empty>";
        }

        var head = body[..Math.Min(body.Length, SummaryLength)];
        var text = body[0] == '{' ? Encoding.UTF8.GetString(head) : Convert.ToHexStringLower(head);
        return body.Length > SummaryLength ? text + " ..." : text;
    }
}
