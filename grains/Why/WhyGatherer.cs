using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Why.Sources;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why;

/// <summary>
/// Answers why an object is as it is:
/// <list type="number">
/// <item>what holds its deletion, what keeps it from a node, what its agent, its conditions and the latest warnings say;</item>
/// <item>what blocks the objects that it controls;</item>
/// <item>what its controllers last decided, and those of its owners up the chain, with what the owners' conditions say.</item>
/// </list>
/// </summary>
internal sealed class WhyGatherer(IReplica replica, KindRegistry kinds, FindingSources sources, ControllerNotes notes) : IWhy
{
    private const int MostOwners = 5;

    /// <inheritdoc/>
    public async Task<WhyReport?> ExplainAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (replica.Get(key) is not { } entry || kinds.TryGet(key.GroupResource) is not { } kind)
        {
            return null;
        }

        var subject = new WhySubject(entry, kind);
        var findings = new List<Finding>();

        // 3 first: a controller that is asked may look, and what it finds shows in the object
        var controllers = new List<ControllerNote>(await notes.OfAsync(subject, cancellationToken));
        var owners = Owners(subject);
        foreach (var owner in owners)
        {
            controllers.AddRange(await notes.OfAsync(owner, cancellationToken));
        }

        // 1 and 2
        foreach (var source in sources.All)
        {
            await source.FindAsync(subject, findings, cancellationToken);
        }

        foreach (var owner in owners)
        {
            var said = new List<Finding>();
            await sources.Conditions.FindAsync(owner, said, cancellationToken);
            findings.AddRange(said.Select(finding => finding with { About = owner.Name }));
        }

        findings.AddRange(Troubles(controllers, subject.Name));
        return new WhyReport(key, kind.ApiVersion, kind.Kind, entry.Uid, Summary(subject, findings), findings, controllers);
    }

    private List<WhySubject> Owners(WhySubject subject)
    {
        var owners = new List<WhySubject>();
        for (var at = subject; owners.Count < MostOwners && at.Entry.Metadata.Controller is { } reference; at = owners[^1])
        {
            if (kinds.TryGetKind(reference.ApiVersion, reference.Kind) is not { } kind
                || replica.Get(new ObjectKey(kind.Group, kind.Resource, kind.Namespaced ? at.Entry.Key.Namespace : "", reference.Name)) is not { } owner
                || owner.Uid != reference.Uid)
            {
                break;
            }

            owners.Add(new WhySubject(owner, kind));
        }

        return owners;
    }

    private static IEnumerable<Finding> Troubles(List<ControllerNote> notes, string subject)
    {
        foreach (var (about, report) in notes)
        {
            foreach (var (reason, text) in new[] { ("ReconcileFailed", report.Error), ("ChangesTooOften", report.Loop), ("Refused", report.Refused) })
            {
                if (text.Length > 0)
                {
                    yield return new Finding(report.Controller, reason, text) { About = about == subject ? "" : about, Remedy = Remedies.For("FailedCreate", text) is var remedy && text.Contains("exceeded quota", StringComparison.Ordinal) ? remedy : "" };
                }
            }
        }
    }

    private static string Summary(WhySubject subject, List<Finding> findings)
    {
        if (findings.Count > 0)
        {
            return findings[0].About.Length > 0 ? $"{findings[0].About}: {findings[0].Message}" : findings[0].Message;
        }

        return subject.Entry.DeletionTimestamp is null ? $"nothing blocks {subject.Name}" : $"{subject.Name} is being deleted and nothing holds it";
    }
}
