using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>Writes what the control plane decides about requests for certificates.</summary>
internal sealed class RequestWriter(ControllerServices services)
{
    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:certificate-controller"));

    /// <summary>Adds a condition, if nobody has changed the request since.</summary>
    public Task AddConditionAsync(ReplicaEntry entry, string subresource, string type, string reason, string message, CancellationToken cancellationToken)
    {
        var condition = new CertificateSigningRequestCondition
        {
            Type = type,
            Status = "True",
            Reason = reason,
            Message = message,
            LastUpdateTime = Timestamp.Seconds(services.Time.GetUtcNow().UtcDateTime),
        };
        var present = entry.As<CertificateSigningRequest>().Status.Conditions ?? [];
        var patch = MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
            writer.WriteStartObject("status"u8);
            writer.WriteStartArray("conditions"u8);
            foreach (var one in present.Append(condition))
            {
                one.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return _client.PatchAsync(entry.Key, patch, subresource, cancellationToken);
    }

    /// <summary>Gives the request its certificate.</summary>
    public Task SetCertificateAsync(ReplicaEntry entry, byte[] certificate, CancellationToken cancellationToken) =>
        _client.PatchAsync(
            entry.Key,
            MergePatch.Write(writer =>
            {
                writer.WriteStartObject("metadata"u8);
                writer.WriteString("uid"u8, entry.Uid);
                writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndObject();
                writer.WriteStartObject("status"u8);
                writer.WriteBase64String("certificate"u8, certificate);
                writer.WriteEndObject();
            }),
            "status",
            cancellationToken);

    /// <summary>Deletes the request.</summary>
    public async Task DeleteAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DeleteAsync(entry.Key, new Contract.WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // Which is what was wanted.
        }
    }
}
