using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Config maps and secrets that were declared immutable stay so, and keep their data.</summary>
internal static class ImmutableData
{
    private const string Message = "field is immutable when `immutable` is set";

    public static void Check(
        bool? immutable,
        Dictionary<string, string>? text,
        Dictionary<string, string>? oldText,
        Dictionary<string, byte[]>? bytes,
        Dictionary<string, byte[]>? oldBytes,
        FieldErrors errors,
        string bytesField = "binaryData")
    {
        if (immutable != true)
        {
            errors.Forbidden(FieldPath.Of("immutable"), Message);
        }

        if (!SpecEquality.Same(text, oldText))
        {
            errors.Forbidden(FieldPath.Of("data"), Message);
        }

        if (!Same(bytes, oldBytes))
        {
            errors.Forbidden(FieldPath.Of(bytesField), Message);
        }
    }

    private static bool Same(Dictionary<string, byte[]>? left, Dictionary<string, byte[]>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left ?? []).All(entry => right!.TryGetValue(entry.Key, out var other) && entry.Value.AsSpan().SequenceEqual(other));
}
