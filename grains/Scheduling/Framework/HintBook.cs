using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>The queueing hints of a profile's plugins, by name.</summary>
internal sealed class HintBook(IEnumerable<IPlugin> plugins)
{
    private readonly Dictionary<string, IReadOnlyList<QueueingHint>> _byPlugin =
        plugins.OfType<IQueueingHints>().ToDictionary(p => p.Name, p => p.Hints, StringComparer.Ordinal);

    /// <summary>The resources besides nodes and pods whose changes some hint names.</summary>
    public IEnumerable<GroupResource> Resources =>
        from hints in _byPlugin.Values
        from hint in hints
        where hint.Resource is not null
        select hint.Resource!.Value;

    /// <summary>The resources besides nodes and pods for whose changes those plugins wait.</summary>
    public IEnumerable<GroupResource> ResourcesOf(IReadOnlyList<string> plugins) =>
        plugins.SelectMany(p => _byPlugin.GetValueOrDefault(p) ?? []).Where(h => h.Resource is not null).Select(h => h.Resource!.Value).Distinct();

    /// <summary>What kinds of changes those plugins wait for.</summary>
    public ClusterEventKinds Awaited(IReadOnlyList<string> plugins)
    {
        var kinds = plugins.Count == 0 ? ClusterEventKinds.All : ClusterEventKinds.None;
        for (var i = 0; i < plugins.Count; i++)
        {
            kinds |= Kinds(plugins[i]);
        }

        return kinds;
    }

    /// <summary>Whether a change can help a pod that those plugins turned away.</summary>
    public bool Helps(PodInfo pod, IReadOnlyList<string> plugins, in ClusterEvent change)
    {
        for (var i = 0; i < plugins.Count; i++)
        {
            if (Helps(pod, plugins[i], change))
            {
                return true;
            }
        }

        return plugins.Count == 0;
    }

    private bool Helps(PodInfo pod, string plugin, in ClusterEvent change)
    {
        if (!_byPlugin.TryGetValue(plugin, out var hints))
        {
            return true;
        }

        foreach (var hint in hints)
        {
            if (hint.Answers(pod, change))
            {
                return true;
            }
        }

        return false;
    }

    private ClusterEventKinds Kinds(string plugin)
    {
        if (!_byPlugin.TryGetValue(plugin, out var hints))
        {
            return ClusterEventKinds.All;
        }

        var kinds = ClusterEventKinds.None;
        foreach (var hint in hints)
        {
            kinds |= hint.Kinds;
        }

        return kinds;
    }
}
