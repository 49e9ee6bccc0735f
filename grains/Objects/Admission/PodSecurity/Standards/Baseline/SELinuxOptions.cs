using Options = Orchestrator.Api.Models.Core.V1.SELinuxOptions;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No SELinux user or role, and only types made for containers.</summary>
internal static class SELinuxOptions
{
    private static readonly HashSet<string> Types = ["", "container_t", "container_init_t", "container_kvm_t"];
    private static readonly HashSet<string> Types31 = [.. Types, "container_engine_t"];

    public static Violation? Check(PodView pod) => Check(pod, Types);

    /// <summary>As from 1.31 on.</summary>
    public static Violation? Check31(PodView pod) => Check(pod, Types31);

    private static Violation? Check(PodView pod, HashSet<string> allowed)
    {
        var findings = new Findings(allowed);
        var podIsBad = findings.IsBad(pod.Spec.SecurityContext?.SeLinuxOptions);
        var containers = pod.Containers.Where(container => findings.IsBad(container.Security?.SeLinuxOptions)).Select(container => container.Name).ToList();
        return !podIsBad && containers.Count == 0
            ? null
            : new Violation("seLinuxOptions", $"{Wording.Setters(podIsBad, containers)} set forbidden securityContext.seLinuxOptions: {findings.Describe()}");
    }

    private sealed class Findings(HashSet<string> allowed)
    {
        private readonly SortedSet<string> _types = Wording.Set();
        private bool _user;
        private bool _role;

        public bool IsBad(Options? options)
        {
            if (options is null)
            {
                return false;
            }

            var badType = !allowed.Contains(options.Type ?? "");
            if (badType)
            {
                _types.Add(options.Type!);
            }

            var (user, role) = (!string.IsNullOrEmpty(options.User), !string.IsNullOrEmpty(options.Role));
            _user |= user;
            _role |= role;
            return badType || user || role;
        }

        public string Describe()
        {
            var texts = new List<string>();
            if (_types.Count > 0)
            {
                texts.Add($"{Wording.Plural("type", "types", _types.Count)} {Wording.Quoted(_types)}");
            }

            if (_user)
            {
                texts.Add("user may not be set");
            }

            if (_role)
            {
                texts.Add("role may not be set");
            }

            return string.Join("; ", texts);
        }
    }
}
