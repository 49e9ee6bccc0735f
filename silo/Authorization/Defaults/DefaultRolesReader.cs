using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Silo.Authorization.Defaults;

/// <summary>Reads <c>default-roles.txt</c>, whose head describes its form.</summary>
internal sealed class DefaultRolesReader(TextReader text)
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const string ControllerPrefix = "system:controller:";
    private readonly DefaultRoles _read = new();
    private List<PolicyRule> _rules = [];
    private List<Subject> _subjects = [];

    public DefaultRoles Read()
    {
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == ' ')
            {
                ReadPart(words);
            }
            else
            {
                ReadHead(words);
            }
        }

        return _read;
    }

    private void ReadHead(string[] words)
    {
        _rules = [];
        _subjects = [];
        switch (words)
        {
            case ["clusterrole", var name, .. var label]:
                _read.ClusterRoles.Add(new ClusterRole { Metadata = DefaultRoles.Metadata(name, label: label.FirstOrDefault()), Rules = _rules });
                break;
            case ["controller", var name]:
                _read.ClusterRoles.Add(new ClusterRole { Metadata = DefaultRoles.Metadata(ControllerPrefix + name), Rules = _rules });
                BindCluster(ControllerPrefix + name, [new Subject { Kind = "ServiceAccount", Name = name, Namespace = "kube-system" }]);
                break;
            case ["role", var ns, var name]:
                _read.Roles.Add(new Role { Metadata = DefaultRoles.Metadata(name, ns), Rules = _rules });
                break;
            case ["clusterrolebinding", var name]:
                BindCluster(name, _subjects);
                break;
            case ["rolebinding", var ns, var name, var role]:
                _read.RoleBindings.Add(new RoleBinding { Metadata = DefaultRoles.Metadata(name, ns), RoleRef = Reference("Role", role), Subjects = _subjects });
                break;
            default:
                throw new InvalidDataException($"default-roles.txt: {string.Join(' ', words)}");
        }
    }

    private void ReadPart(string[] words)
    {
        switch (words)
        {
            case ["aggregates", var label]:
                var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [label] = "true" };
                _read.ClusterRoles[^1].AggregationRule = new AggregationRule { ClusterRoleSelectors = [new LabelSelector { MatchLabels = labels }] };
                break;
            case ["user" or "group", var name]:
                _subjects.Add(new Subject { Kind = words[0] == "user" ? "User" : "Group", ApiGroup = RbacGroup, Name = name });
                break;
            case ["serviceaccount", var ns, var name]:
                _subjects.Add(new Subject { Kind = "ServiceAccount", Name = name, Namespace = ns });
                break;
            case [var verbs, "-", var paths]:
                _rules.Add(new PolicyRule { Verbs = List(verbs), NonResourceURLs = List(paths) });
                break;
            case [var verbs, var groups, var resources, .. var names]:
                _rules.Add(new PolicyRule
                {
                    Verbs = List(verbs),
                    ApiGroups = List(groups).ConvertAll(group => group == "core" ? "" : group),
                    Resources = List(resources),
                    ResourceNames = names is [var only] ? List(only) : null,
                });
                break;
            default:
                throw new InvalidDataException($"default-roles.txt: {string.Join(' ', words)}");
        }
    }

    private void BindCluster(string name, List<Subject> subjects) => _read.ClusterRoleBindings.Add(
        new ClusterRoleBinding { Metadata = DefaultRoles.Metadata(name), RoleRef = Reference("ClusterRole", name), Subjects = subjects });

    private static RoleRef Reference(string kind, string name) => new() { ApiGroup = RbacGroup, Kind = kind, Name = name };

    private static List<string> List(string text) => [.. text.Split(',')];
}
