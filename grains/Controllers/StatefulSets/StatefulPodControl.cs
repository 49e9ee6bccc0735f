using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.Revisions;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>
/// Creates, deletes and mends single pods of a stateful set, with events about the set. An ordinal's pod has one name, and the ledger holds one object of a name: so no two
/// of one ordinal are ever there at once, whoever asks for them.
/// </summary>
internal sealed class StatefulPodControl(StatefulClaims claims, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>
    /// Creates the pod of an index, its claims first. Nothing happens while one of them is on its way out: its going brings the next look. Says what those after it wait for.
    /// </summary>
    public async Task<FormattableString> CreateAsync(StatefulSetRollout rollout, int index, CancellationToken cancellationToken)
    {
        var set = rollout.Set;
        var ordinal = rollout.Start + index;
        var name = Ordinals.PodName(set.Metadata.Name!, ordinal);
        if (claims.AreStale(set, ordinal))
        {
            return $"waits for the claims of the former pod {name} to go with it";
        }

        if (await claims.EnsureAsync(set, ordinal, cancellationToken) is { } going)
        {
            Failed(set, "create", name, $"pvc {going} is being deleted");
            return $"waits for claim {going} to go before it makes pod {name}";
        }

        var revision = rollout.RevisionFor(index);
        var template = revision.Name == rollout.Update.Name ? set.Spec.Template : RevisionData.TemplateOf(revision.Value.Data) ?? set.Spec.Template;
        var pod = StatefulPods.Make(set, template, revision.Name, ordinal);
        try
        {
            await client.CreateAsync(pod, cancellationToken);
        }
        catch (ApiException ending) when (PodControl.IsNamespaceEnding(ending))
        {
            // Nothing can be created here any more, and the set itself is about to go.
            return $"its namespace is going";
        }
        catch (ApiException refused) when (refused.Status.Reason != "AlreadyExists")
        {
            Failed(set, "create", name, refused.Message);
            throw;
        }

        await claims.SetOwnersAsync(set, pod, cancellationToken);
        Successful(set, "create", name);
        return $"waits for the new pod {name} to become available";
    }

    /// <summary>Deletes this very pod.</summary>
    public async Task DeleteAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        var name = pod.Metadata.Name!;
        try
        {
            await client.DeleteAsync(KnownResources.Pods.Key(set.Metadata.Namespace, name), new WriteOptions { PreconditionUid = pod.Metadata.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // It went by itself, and may be there anew.
            return;
        }
        catch (ApiException refused)
        {
            Failed(set, "delete", name, refused.Message);
            throw;
        }

        Successful(set, "delete", name);
    }

    /// <summary>Gives a pod back what it lacks of its identity, of its claims while it waits for them, and its claims the owners that they should have.</summary>
    public async Task MendAsync(StatefulSetRollout rollout, int index, Pod pod, CancellationToken cancellationToken)
    {
        var set = rollout.Set;
        var ordinal = rollout.Start + index;
        if (pod.Status.Phase is null or "" or "Pending")
        {
            await claims.EnsureAsync(set, ordinal, cancellationToken);
        }

        await claims.SetOwnersAsync(set, pod, cancellationToken);
        if (StatefulPods.MissingIdentity(pod, ordinal) is not { Count: > 0 } missing)
        {
            return;
        }

        var name = pod.Metadata.Name!;
        var patch = MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, pod.Metadata.Uid);
            writer.WriteStartObject("labels"u8);
            foreach (var (key, value) in missing)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        });
        await client.PatchAsync(KnownResources.Pods.Key(set.Metadata.Namespace, name), patch, "", cancellationToken);
        Successful(set, "update", name);
    }

    private void Successful(StatefulSet set, string verb, string pod) =>
        events.Normal(set, "Successful" + Title(verb), $"{verb} Pod {pod} in StatefulSet {set.Metadata.Name} successful");

    private void Failed(StatefulSet set, string verb, string pod, string why) =>
        events.Warning(set, "Failed" + Title(verb), $"{verb} Pod {pod} in StatefulSet {set.Metadata.Name} failed error: {why}");

    private static string Title(string verb) => char.ToUpperInvariant(verb[0]) + verb[1..];
}
