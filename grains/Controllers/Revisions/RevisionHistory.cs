using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using LabelSelector = Orchestrator.Api.Selectors.LabelSelector;

namespace Orchestrator.Grains.Controllers.Revisions;

/// <summary>
/// The templates that a stateful set or a daemon set has had, as ControllerRevision objects (<c>pkg/controller/history</c>). The newest number is the present template;
/// going back to an old one gives its revision a new number.
/// </summary>
/// <param name="services">What controllers work with.</param>
/// <param name="client">How they write.</param>
/// <param name="hashLabel">The label of a revision that carries its hash.</param>
internal sealed class RevisionHistory(ControllerServices services, IResourceClient client, string hashLabel)
{
    /// <summary>How much of the owner's name goes into a revision's: label values, which names of revisions become, hold no more with the hash.</summary>
    private const int MaxPrefix = 223;

    private readonly Claims _claims = new(KnownResources.ControllerRevisions, services, client);

    /// <summary>The owner's revisions, adopted ones included, the oldest first.</summary>
    public async Task<List<StoredRevision>> ClaimAsync(IKubeObject owner, LabelSelector selector, CancellationToken cancellationToken)
    {
        var revisions = (await _claims.ClaimAsync(owner, selector, cancellationToken)).ConvertAll(entry => new StoredRevision(entry));
        revisions.Sort();
        return revisions;
    }

    /// <summary>
    /// The revision of the owner's template, made or renumbered if need be; null when its name is taken by another: the next look, with a higher collision count, finds
    /// another name.
    /// </summary>
    /// <param name="owner">The owner.</param>
    /// <param name="template">Its template.</param>
    /// <param name="collisionCount">Its <c>status.collisionCount</c>.</param>
    /// <param name="revisions">Its revisions, the oldest first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<StoredRevision?> EnsureAsync(
        IKubeObject owner, PodTemplateSpec template, int? collisionCount, List<StoredRevision> revisions, CancellationToken cancellationToken)
    {
        var data = RevisionData.Of(template);
        var next = revisions.Count == 0 ? 1 : revisions[^1].Number + 1;
        if (Find(revisions, template, data) is not { } equal)
        {
            return await CreateAsync(owner, template, data, next, collisionCount, cancellationToken);
        }

        return equal == revisions[^1] ? equal : await RenumberAsync(equal, next, cancellationToken);
    }

    /// <summary>Deletes the oldest revisions that nothing lives by.</summary>
    /// <param name="old">Candidates, the oldest first.</param>
    /// <param name="isLive">Whether something lives by one.</param>
    /// <param name="excess">How many too many there are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TruncateAsync(List<StoredRevision> old, Func<StoredRevision, bool> isLive, int excess, CancellationToken cancellationToken)
    {
        foreach (var revision in old)
        {
            if (excess <= 0)
            {
                return;
            }

            if (isLive(revision) || revision.Entry.DeletionTimestamp is not null)
            {
                continue;
            }

            excess--;
            try
            {
                await client.DeleteAsync(revision.Entry.Key, new WriteOptions { PreconditionUid = revision.Entry.Uid }, cancellationToken);
            }
            catch (ApiException gone) when (gone.Status.Code is 404 or 409)
            {
                // Somebody else deleted it.
            }
        }
    }

    /// <summary>The name of the new revision is taken: with a higher collision count in the owner's status the next look tries another.</summary>
    public Task CollideAsync(ObjectKey key, IKubeObject owner, int? collisionCount, CancellationToken cancellationToken) => client.PatchAsync(
        key,
        MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, owner.Metadata.Uid);
            writer.WriteEndObject();
            writer.WriteStartObject("status"u8);
            writer.WriteNumber("collisionCount"u8, (collisionCount ?? 0) + 1);
            writer.WriteEndObject();
        }),
        "status",
        cancellationToken);

    /// <summary>The newest revision of the template: byte for byte, else what means the same (written by another version with another order of fields).</summary>
    private static StoredRevision? Find(List<StoredRevision> revisions, PodTemplateSpec template, RawJson data)
    {
        if (revisions.FindLast(revision => revision.Value.Data == data) is { } same)
        {
            return same;
        }

        var bytes = JsonModel.ToBytes(template);
        return revisions.FindLast(revision => RevisionData.TemplateOf(revision.Value.Data) is { } other && JsonModel.ToBytes(other).AsSpan().SequenceEqual(bytes));
    }

    private async Task<StoredRevision?> CreateAsync(
        IKubeObject owner, PodTemplateSpec template, RawJson data, long number, int? collisionCount, CancellationToken cancellationToken)
    {
        var hash = TemplateHash.Compute(data.Utf8.Span, collisionCount);
        var prefix = owner.Metadata.Name!;
        var name = $"{(prefix.Length > MaxPrefix ? prefix[..MaxPrefix] : prefix)}-{hash}";
        var revision = new ControllerRevision
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = owner.Metadata.Namespace,
                Labels = new Dictionary<string, string>(template.Metadata.Labels ?? [], StringComparer.Ordinal) { [hashLabel] = hash },
                Annotations = owner.Metadata.Annotations,
                OwnerReferences = [ControllerRefs.To(owner)],
            },
            Data = data,
            Revision = number,
        };
        var key = KnownResources.ControllerRevisions.Key(owner.Metadata.Namespace, name);
        try
        {
            await client.CreateAsync(revision, cancellationToken);
        }
        catch (ApiException refused) when (refused.Status.Reason == "AlreadyExists" && services.Replica.Get(key) is { } present)
        {
            var other = new StoredRevision(present);
            return other.Value.Data == data && present.Metadata.Controller?.Uid == owner.Metadata.Uid ? other : null;
        }

        return services.Replica.Get(key) is { } made ? new StoredRevision(made) : throw Gone(key);
    }

    private async Task<StoredRevision> RenumberAsync(StoredRevision revision, long number, CancellationToken cancellationToken)
    {
        var patch = MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, revision.Entry.Uid);
            writer.WriteString("resourceVersion"u8, revision.Entry.Revision.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
            writer.WriteNumber("revision"u8, number);
        });
        await client.PatchAsync(revision.Entry.Key, patch, "", cancellationToken);
        return services.Replica.Get(revision.Entry.Key) is { } present ? new StoredRevision(present) : throw Gone(revision.Entry.Key);
    }

    private static ApiException Gone(ObjectKey key) => new(StatusFactory.NotFound(key.GroupResource, key.Name));
}
