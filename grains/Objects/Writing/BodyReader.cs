using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>Decodes what a client sent (or what a patch made) to the kind of the request, with a real server's words for what is wrong with it.</summary>
internal static class BodyReader
{
    /// <summary>Decodes an object; unknown and duplicate fields become warnings or, with <c>fieldValidation=Strict</c>, a refusal.</summary>
    public static IKubeObject Decode(WriteContext context, ReadOnlyMemory<byte> json)
    {
        var validation = ValidationOf(context.Request.Options.FieldValidation);
        var reading = new JsonReadContext(validation);
        IKubeObject decoded;
        try
        {
            decoded = context.Served.Decode(json, reading);
        }
        catch (JsonDecodeException e)
        {
            throw Unreadable(context, e.Message);
        }

        CheckKind(context, decoded);
        if (reading.Problems is { Count: > 0 } problems)
        {
            Report(context, validation, problems);
        }

        return context.Served.Conversion is { } conversion ? conversion.ToStored(decoded) : decoded;
    }

    private static void Report(WriteContext context, FieldValidation validation, IReadOnlyList<string> problems)
    {
        if (validation == FieldValidation.Strict)
        {
            throw Unreadable(context, "strict decoding error: " + string.Join(", ", problems));
        }

        foreach (var problem in problems)
        {
            context.Warn(problem);
        }
    }

    /// <summary>An object may leave out what it is; if it says so, it must be what the request is about.</summary>
    private static void CheckKind(WriteContext context, IKubeObject decoded)
    {
        var expected = context.Served.ApiVersion;
        if (decoded.ApiVersion.Length > 0 && decoded.ApiVersion != expected)
        {
            throw new ApiException(StatusFactory.BadRequest(
                $"the API version in the data ({decoded.ApiVersion}) does not match the expected API version ({expected})"));
        }

        if (decoded.Kind.Length > 0 && decoded.Kind != context.Served.Kind)
        {
            throw new ApiException(StatusFactory.BadRequest(
                $"{decoded.Kind} in version \"{context.Request.Version}\" cannot be handled as a {context.Served.Kind}: no conversion between them is known"));
        }

        decoded.ApiVersion = context.Served.ApiVersion;
        decoded.Kind = context.Served.Kind;
    }

    private static FieldValidation ValidationOf(string text) => text switch
    {
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        _ => FieldValidation.Warn,
    };

    private static ApiException Unreadable(WriteContext context, string problem) => new(StatusFactory.BadRequest(
        $"{context.Served.Kind} in version \"{context.Request.Version}\" cannot be handled as a {context.Served.Kind}: {problem}"));
}
