using Orchestrator.Api.Errors;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Writes;

/// <summary>POST: of an object to its collection, or of an action to a subresource (binding, eviction).</summary>
internal sealed class CreateHandler(ObjectReader objects, ObjectWriter writer)
{
    private const int AlreadyExists = 409;

    /// <summary>Creates the object, or refuses it.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var options = WriteOptionsParser.Parse(request.Query, "CreateOptions");
        var sent = await objects.ReadAsync(request).ConfigureAwait(false);
        if (!request.Info.IsCollection)
        {
            await writer.WriteAsync(request, request.Key, WriteVerb.Create, sent.Json, options).ConfigureAwait(false);
            return;
        }

        var result = sent.Header switch
        {
            { Name.Length: > 0 } named => await writer.CallAsync(request, request.KeyOf(named.Name), WriteVerb.Create, sent.Json, options).ConfigureAwait(false),
            { GenerateName.Length: > 0 } => await GenerateAsync(request, sent, options).ConfigureAwait(false),
            _ => throw NameRequired(request),
        };
        await writer.AnswerAsync(request, result).ConfigureAwait(false);
    }

    // a taken name is tried anew with another one, as a real server does since 1.32
    private async Task<WriteResult> GenerateAsync(ApiRequest request, SentObject sent, WriteOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var name = NameGenerator.Generate(sent.Header.GenerateName);
            var result = await writer.CallAsync(request, request.KeyOf(name), WriteVerb.Create, sent.Json, options).ConfigureAwait(false);
            if (result.Code != AlreadyExists || attempt == NameGenerator.Attempts)
            {
                return result;
            }
        }
    }

    private static ApiException NameRequired(ApiRequest request)
    {
        var errors = new FieldErrors();
        errors.Required(FieldPath.Of("metadata", "name"), "name or generateName is required");
        return new ApiException(StatusFactory.Invalid(request.Kind.GroupKind, "", errors));
    }
}
