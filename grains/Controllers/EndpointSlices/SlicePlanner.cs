using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>
/// Finds the fewest writes that bring the slices to the desired endpoints (<c>k8s.io/endpointslice</c>, the reconciler). Pure.
/// <list type="number">
/// <item>Endpoints stay in the slice in which they are; those that should not be there go out of it.</item>
/// <item>New ones first fill slices that are written anyway, the fullest first.</item>
/// <item>What is left goes into the fullest other slice that has room for all of it, or into new slices.</item>
/// <item>Where slices go and others come, those that would go take what would come.</item>
/// </list>
/// </summary>
/// <param name="mostEndpoints">How many endpoints a slice takes.</param>
/// <param name="relabel">Whether a slice's labels are not what they should be.</param>
internal sealed class SlicePlanner(int mostEndpoints, Func<ReplicaEntry, bool> relabel)
{
    /// <summary>Plans.</summary>
    /// <param name="desired">The endpoints that there should be.</param>
    /// <param name="existing">The slices that there are.</param>
    /// <param name="placeholders">The families of which there is a slice in any case, if need be an empty one.</param>
    public SlicePlan Plan(DesiredEndpoints desired, IEnumerable<ReplicaEntry> existing, IReadOnlyList<string> placeholders)
    {
        var plan = new SlicePlan();
        var byGroup = existing.OrderBy(static entry => entry.Key.Name, StringComparer.Ordinal)
            .Select(static entry => (Entry: entry, Slice: entry.As<EndpointSlice>()))
            .GroupBy(static pair => (pair.Slice.AddressType, SlicePorts.Of(pair.Slice.Ports).Key))
            .ToDictionary(static group => group.Key, static group => group.ToList());
        var families = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in desired.Groups)
        {
            families.Add(group.Family);
            byGroup.Remove((group.Family, group.Ports.Key), out var slices);
            Fill(plan, group, slices ?? []);
        }

        foreach (var family in placeholders)
        {
            if (families.Add(family))
            {
                // No endpoint has this family: one empty slice says so.
                byGroup.Remove((family, ""), out var empty);
                Fill(plan, new DesiredGroup(family, SlicePorts.Of([])), empty ?? [], placeholder: true);
            }
        }

        foreach (var (entry, _) in byGroup.Values.SelectMany(static slices => slices))
        {
            plan.Deletes.Add(entry);
        }

        Reuse(plan);
        return plan;
    }

    private void Fill(SlicePlan plan, DesiredGroup group, List<(ReplicaEntry Entry, EndpointSlice Slice)> slices, bool placeholder = false)
    {
        var wanted = group.Endpoints;
        var (changed, unchanged) = (new List<ChangedSlice>(), new List<ChangedSlice>());
        foreach (var (entry, slice) in slices)
        {
            var (kept, differs) = Keep(slice, wanted);
            var keepsPlaceholder = placeholder && changed.Count + unchanged.Count == 0;
            if (kept.Count == 0 && !keepsPlaceholder)
            {
                plan.Deletes.Add(entry);
            }
            else
            {
                (differs || relabel(entry) ? changed : unchanged).Add(new ChangedSlice(entry, group.Ports.Ports, kept));
            }
        }

        foreach (var slice in changed.OrderByDescending(static slice => slice.Endpoints.Count))
        {
            Move(wanted, slice.Endpoints);
        }

        while (wanted.Count > 0 || (placeholder && changed.Count + unchanged.Count == 0))
        {
            if (Roomiest(unchanged, wanted.Count) is { } room)
            {
                unchanged.Remove(room);
                changed.Add(room);
                Move(wanted, room.Endpoints);
                continue;
            }

            var slice = new NewSlice(group.Family, group.Ports.Ports, []);
            Move(wanted, slice.Endpoints);
            plan.Creates.Add(slice);
            if (placeholder)
            {
                break;
            }
        }

        plan.Updates.AddRange(changed);
        plan.Unchanged += unchanged.Count;
    }

    /// <summary>The endpoints of a slice that stay, in their present state, and whether that makes the slice another.</summary>
    private static (List<Endpoint> Kept, bool Differs) Keep(EndpointSlice slice, Dictionary<EndpointIdentity, Endpoint> wanted)
    {
        var kept = new List<Endpoint>(slice.Endpoints.Count);
        var differs = false;
        foreach (var endpoint in slice.Endpoints)
        {
            if (wanted.Remove(EndpointIdentity.Of(endpoint), out var now))
            {
                kept.Add(now);
                differs |= !EndpointEquality.Same(endpoint, now);
            }
            else
            {
                differs = true;
            }
        }

        return (kept, differs);
    }

    private void Move(Dictionary<EndpointIdentity, Endpoint> from, List<Endpoint> to)
    {
        foreach (var (identity, endpoint) in from)
        {
            if (to.Count >= mostEndpoints)
            {
                return;
            }

            to.Add(endpoint);
            from.Remove(identity);
        }
    }

    /// <summary>The fullest slice that has room for all of them.</summary>
    private ChangedSlice? Roomiest(List<ChangedSlice> slices, int count)
    {
        ChangedSlice? best = null;
        foreach (var slice in slices)
        {
            if (count > 0 && slice.Endpoints.Count + count <= mostEndpoints && (best is null || slice.Endpoints.Count > best.Endpoints.Count))
            {
                best = slice;
            }
        }

        return best;
    }

    private static void Reuse(SlicePlan plan)
    {
        for (var i = plan.Deletes.Count - 1; i >= 0 && plan.Creates.Count > 0; i--)
        {
            var entry = plan.Deletes[i];
            if (plan.Creates.Find(slice => slice.Family == entry.As<EndpointSlice>().AddressType) is { } slice)
            {
                plan.Creates.Remove(slice);
                plan.Deletes.RemoveAt(i);
                plan.Updates.Add(new ChangedSlice(entry, slice.Ports, slice.Endpoints));
            }
        }
    }
}
