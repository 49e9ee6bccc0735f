using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>Decodes what a client sent (or what a patch made) to the kind of the request, with a real server's words for what is wrong with it.</summary>
internal static class BodyReader
{
    /// <summary>Decodes an object; unknown and duplicate fields become warnings or, with <c>fieldValidation=Strict</c>, a refusal.</summary>
    public static IKubeObject Decode(WriteContext context, ReadOnlyMemory<byte> json) =>
        Decode(context, json, [], problem => Unreadable(context, problem));

    /// <summary>Decodes what a patch made of an object.</summary>
    /// <param name="context">The request.</param>
    /// <param name="json">The patched object.</param>
    /// <param name="patchProblems">The duplicate fields of the patch itself.</param>
    /// <param name="unreadable">The refusal, which names the problem.</param>
    public static IKubeObject Decode(
        WriteContext context, ReadOnlyMemory<byte> json, IReadOnlyList<string> patchProblems, Func<string, ApiException> unreadable)
    {
        var validation = ValidationOf(context);
        var reading = new JsonReadContext(validation);
        IKubeObject decoded;
        try
        {
            decoded = context.Served.Decode(json, reading);
        }
        catch (JsonDecodeException e)
        {
            throw unreadable(e.Message);
        }

        CheckKind(context, decoded);
        if (reading.Problems.Count + patchProblems.Count > 0)
        {
            Report(context, validation, [.. patchProblems, .. reading.Problems], unreadable);
        }

        return context.Served.Conversion is { } conversion ? conversion.ToStored(decoded) : decoded;
    }

    /// <summary>What happens to unknown and duplicate fields of the request.</summary>
    public static FieldValidation ValidationOf(WriteContext context) => context.Request.Options.FieldValidation switch
    {
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        _ => FieldValidation.Warn,
    };

    private static void Report(WriteContext context, FieldValidation validation, IReadOnlyList<string> problems, Func<string, ApiException> unreadable)
    {
        if (validation == FieldValidation.Strict)
        {
            throw unreadable("strict decoding error: " + string.Join(", ", problems));
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

    private static ApiException Unreadable(WriteContext context, string problem) => new(StatusFactory.BadRequest(
        $"{context.Served.Kind} in version \"{context.Request.Version}\" cannot be handled as a {context.Served.Kind}: {problem}"));
}
