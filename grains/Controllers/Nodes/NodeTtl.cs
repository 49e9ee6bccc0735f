using System.Globalization;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>
/// For how many seconds a kubelet may trust what it has read of secrets and config maps, by the size of the cluster (<c>ttl_controller.go</c>). The ranges overlap, so
/// that a cluster whose size varies a little changes nothing.
/// </summary>
internal static class NodeTtl
{
    /// <summary>Where a node says it.</summary>
    public const string Annotation = "node.alpha.kubernetes.io/ttl";

    private static readonly (int Least, int Most, int Seconds)[] Ranges = [(0, 100, 0), (90, 500, 15), (450, 1_000, 30), (900, 2_000, 60), (1_800, int.MaxValue, 300)];

    /// <summary>What the annotation should say; null when it may stay.</summary>
    public static string? Wanted(string? present, int nodes)
    {
        foreach (var (least, most, seconds) in Ranges)
        {
            if (nodes >= least && nodes <= most && present == Text(seconds))
            {
                return null;
            }
        }

        return Text(Array.Find(Ranges, range => nodes <= range.Most).Seconds);
    }

    private static string Text(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
