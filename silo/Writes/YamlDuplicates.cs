using Orchestrator.Api.Errors;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Writes;

/// <summary>Keys that come twice in a YAML body are lost when it becomes JSON, so they are told of before: as a warning or, with <c>fieldValidation=Strict</c>, a refusal.</summary>
internal static class YamlDuplicates
{
    /// <exception cref="ApiException">The request is strict (400).</exception>
    public static void Report(ApiRequest request, IReadOnlyList<string> duplicates, (string ApiVersion, string Kind) expected)
    {
        var problem = "yaml: unmarshal errors:\n  " + string.Join("\n  ", duplicates);
        switch (WriteOptionsParser.Parse(request.Query, "CreateOptions").FieldValidation)
        {
            case "Ignore":
                break;
            case "Strict":
                var version = expected.ApiVersion[(expected.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
                throw new ApiException(StatusFactory.BadRequest(
                    $"{expected.Kind} in version \"{version}\" cannot be handled as a {expected.Kind}: strict decoding error: {problem}"));
            default:
                WarningHeaders.Add(request.Http.Response, problem);
                break;
        }
    }
}
