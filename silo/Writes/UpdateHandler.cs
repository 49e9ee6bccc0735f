using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Writes;

/// <summary>PUT: replaces an object, or its part behind a subresource.</summary>
internal sealed class UpdateHandler(ObjectReader objects, ObjectWriter writer)
{
    /// <summary>Updates the object, or refuses the new state.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var options = WriteOptionsParser.Parse(request.Query, "UpdateOptions");
        var sent = await objects.ReadAsync(request).ConfigureAwait(false);
        await writer.WriteAsync(request, request.Key, WriteVerb.Update, sent.Json, options).ConfigureAwait(false);
    }
}
