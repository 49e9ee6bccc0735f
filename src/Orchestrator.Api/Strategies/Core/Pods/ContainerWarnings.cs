using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>What is said twice in containers, or in fractions of bytes.</summary>
internal static class ContainerWarnings
{
    public static void Add(PodSpec spec, FieldPath? template, ref WarningList warnings)
    {
        Add(spec.InitContainers, "initContainers", template, ref warnings);
        Add(spec.Containers, "containers", template, ref warnings);
    }

    private static void Add(List<Container>? containers, string field, FieldPath? template, ref WarningList warnings)
    {
        for (var i = 0; i < (containers?.Count ?? 0); i++)
        {
            var container = containers![i];
            var place = new Place(template, field, i);
            Environment(container.Env, place, ref warnings);
            Ports(container.Ports, place, ref warnings);
            Fractions(container.Resources.Limits, "limits", place, ref warnings);
            Fractions(container.Resources.Requests, "requests", place, ref warnings);
        }
    }

    private static void Environment(List<EnvVar>? variables, Place place, ref WarningList warnings)
    {
        if (variables is not { Count: > 1 })
        {
            return;
        }

        var names = new HashSet<string>(variables.Count, StringComparer.Ordinal);
        for (var i = 0; i < variables.Count; i++)
        {
            // A later one that refers to an earlier one adds to it and hides nothing.
            if (!names.Add(variables[i].Name) && variables[i].Value?.Contains($"$({variables[i].Name})", StringComparison.Ordinal) != true)
            {
                warnings.Add($"{place.Path.Child("env").Index(i)}: hides previous definition of {GoText.Quote(variables[i].Name)}, which may be dropped when using apply");
            }
        }
    }

    private static void Ports(List<ContainerPort>? ports, Place place, ref WarningList warnings)
    {
        for (var i = 0; i < (ports?.Count ?? 0); i++)
        {
            if (!string.IsNullOrEmpty(ports![i].HostIP))
            {
                warnings.AddIf(AddressWarnings.Address(ports[i].HostIP!, place.Path.Child("ports").Index(i).Child("hostIP")));
            }

            for (var before = 0; before < i; before++)
            {
                var (port, other) = (ports[i], ports[before]);
                if (port.ContainerPortValue == other.ContainerPortValue && port.Protocol == other.Protocol && port.HostPort == other.HostPort && port.HostIP == other.HostIP)
                {
                    var path = place.Path.Child("ports");
                    warnings.Add($"{path.Index(i)}: duplicate port definition with {path.Index(before)}");
                    break;
                }
            }
        }
    }

    private static void Fractions(Dictionary<string, Quantity>? amounts, string field, Place place, ref WarningList warnings)
    {
        foreach (var (name, amount) in amounts ?? [])
        {
            if (name is "memory" or "ephemeral-storage" && amount.Nanos % 1_000_000_000 != 0)
            {
                warnings.Add($"{place.Path.Child("resources", field).Key(name)}: fractional byte value {GoText.Quote(amount.ToString())} is invalid, must be an integer");
            }
        }
    }

    /// <summary>A container, whose path is only made for a warning.</summary>
    private readonly record struct Place(FieldPath? Template, string Field, int Index)
    {
        public FieldPath Path => WarningList.Spec(Template).Child(Field).Index(Index);
    }
}
