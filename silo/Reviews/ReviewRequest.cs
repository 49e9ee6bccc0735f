using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.Reviews;

/// <summary>A review as it was sent, decoded to JSON.</summary>
/// <param name="json">The body.</param>
/// <param name="apiVersion">The apiVersion that the endpoint speaks.</param>
/// <param name="kind">The kind that the endpoint speaks.</param>
/// <param name="fieldValidation">Ignore, Warn or Strict; empty means Warn.</param>
internal sealed class ReviewRequest(byte[] json, string apiVersion, string kind, string fieldValidation)
{
    /// <summary>Texts for <c>Warning</c> headers.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Decodes the review; unknown and duplicate fields are warned of or, with <c>fieldValidation=Strict</c>, refused.</summary>
    /// <exception cref="ApiException">The body does not fit the kind (400).</exception>
    public T Decode<T>()
        where T : class, IKubeObject, IJsonModel<T>
    {
        var validation = fieldValidation switch { "Ignore" => FieldValidation.Ignore, "Strict" => FieldValidation.Strict, _ => FieldValidation.Warn };
        var reading = new JsonReadContext(validation);
        T review;
        try
        {
            review = JsonModel.Read<T>(json, reading);
        }
        catch (JsonDecodeException e)
        {
            throw Unreadable(e.Message);
        }

        if (validation == FieldValidation.Strict && reading.Problems.Count > 0)
        {
            throw Unreadable("strict decoding error: " + string.Join(", ", reading.Problems));
        }

        Warnings = reading.Problems;
        review.ApiVersion = apiVersion;
        review.Kind = kind;
        return review;
    }

    private ApiException Unreadable(string problem)
    {
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return new ApiException(StatusFactory.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {kind}: {problem}"));
    }
}
