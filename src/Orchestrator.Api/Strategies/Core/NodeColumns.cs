using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>The table of nodes.</summary>
internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static readonly IReadOnlyList<TableColumn> All =
    [
        Columns.Name<Node>(),
        Columns.Text<Node>("Status", Status, "Whether the node is ready, and whether it takes new pods"),
        Columns.Text<Node>("Roles", Roles, "What the node is labelled to be for"),
        Columns.Age<Node>(),
        Columns.Text<Node>("Version", node => node.Status.NodeInfo.KubeletVersion, "The version that the node's agent reports"),
        Columns.Wide<Node>("Internal-IP", node => Address(node, "InternalIP"), "The node's address inside the cluster"),
        Columns.Wide<Node>("External-IP", node => Address(node, "ExternalIP"), "The node's address outside the cluster"),
        Columns.Wide<Node>("OS-Image", node => OrUnknown(node.Status.NodeInfo.OsImage), "The node's operating system"),
        Columns.Wide<Node>("Kernel-Version", node => OrUnknown(node.Status.NodeInfo.KernelVersion), "The node's kernel"),
        Columns.Wide<Node>("Container-Runtime", node => OrUnknown(node.Status.NodeInfo.ContainerRuntimeVersion), "What runs the node's containers"),
    ];

    private static string Status(Node node)
    {
        var ready = node.Status.Conditions?.Find(condition => condition.Type == "Ready")?.Status;
        var status = ready switch { null => "Unknown", "True" => "Ready", _ => "NotReady" };
        return node.Spec.Unschedulable == true ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(Node node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Metadata.Labels ?? [])
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
            {
                roles.Add(key[RolePrefix.Length..]);
            }
            else if (key == RoleLabel && value.Length > 0)
            {
                roles.Add(value);
            }
        }

        return roles.Count == 0 ? "<none>" : string.Join(',', roles);
    }

    private static string Address(Node node, string type) => node.Status.Addresses?.Find(address => address.Type == type)?.Address ?? "<none>";

    private static string OrUnknown(string text) => text.Length == 0 ? "<unknown>" : text;
}
