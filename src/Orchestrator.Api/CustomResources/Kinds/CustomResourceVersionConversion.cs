using System.Buffers;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>
/// The conversion <c>None</c> between the versions of a custom resource: only the apiVersion changes, and the served version's schema drops and
/// defaults what differs. It also serves objects that were stored under an older schema of their own version.
/// </summary>
/// <param name="servedApiVersion">The apiVersion that is served.</param>
/// <param name="storedApiVersion">The apiVersion that is stored.</param>
/// <param name="served">The schema of the version that is served.</param>
internal sealed class CustomResourceVersionConversion(string servedApiVersion, string storedApiVersion, VersionSchema served) : VersionConversion
{
    /// <inheritdoc/>
    public override IKubeObject DecodeStored(ReadOnlyMemory<byte> stored)
    {
        var value = JsonModel.Read<Unstructured>(stored);
        served.Renew(value.Content);
        value.ApiVersion = storedApiVersion;
        return value;
    }

    /// <inheritdoc/>
    public override IKubeObject ToStored(IKubeObject value)
    {
        value.ApiVersion = storedApiVersion;
        return value;
    }

    /// <inheritdoc/>
    public override void FromStored(ReadOnlyMemory<byte> stored, IBufferWriter<byte> output)
    {
        var value = JsonModel.Read<Unstructured>(stored);
        served.Renew(value.Content);
        value.ApiVersion = servedApiVersion;
        JsonModel.Write(value, output);
    }
}
