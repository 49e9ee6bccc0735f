using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Endpoints, the older form of endpoint slices.</summary>
public sealed class EndpointsStrategy : KindStrategy<Endpoints>
{
    private const int Shown = 3;

    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<Endpoints>(),
        Tables.Columns.Text<Endpoints>("Endpoints", Text, "Addresses and ports that are ready"),
        Tables.Columns.Age<Endpoints>(),
    ];

    /// <inheritdoc/>
    protected override void Default(Endpoints obj)
    {
        foreach (var port in (obj.Subsets ?? []).SelectMany(subset => subset.Ports ?? []))
        {
            port.Protocol ??= "TCP";
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Endpoints obj, FieldErrors errors)
    {
        for (var i = 0; i < (obj.Subsets?.Count ?? 0); i++)
        {
            var subset = obj.Subsets![i];
            var path = FieldPath.Of("subsets").Index(i);
            if (subset is { Addresses: null or [], NotReadyAddresses: null or [] })
            {
                errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
            }

            Addresses(subset.Addresses, errors, path.Child("addresses"));
            Addresses(subset.NotReadyAddresses, errors, path.Child("notReadyAddresses"));
            for (var p = 0; p < (subset.Ports?.Count ?? 0); p++)
            {
                Port(subset.Ports![p], subset.Ports.Count > 1, errors, path.Child("ports").Index(p));
            }
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Endpoints obj, Endpoints? old)
    {
        // The cluster's own controller need not be told, with every pod that comes or goes.
        if (obj.Metadata.Labels?.GetValueOrDefault("endpoints.kubernetes.io/managed-by") == "endpoint-controller")
        {
            return [];
        }

        var warnings = new List<string>();
        for (var i = 0; i < (obj.Subsets?.Count ?? 0); i++)
        {
            Odd(obj.Subsets![i].Addresses, FieldPath.Of("subsets").Index(i).Child("addresses"), warnings);
            Odd(obj.Subsets[i].NotReadyAddresses, FieldPath.Of("subsets").Index(i).Child("notReadyAddresses"), warnings);
        }

        return warnings;
    }

    private static void Odd(List<EndpointAddress>? addresses, FieldPath path, List<string> warnings)
    {
        for (var i = 0; i < (addresses?.Count ?? 0); i++)
        {
            if (AddressWarnings.Address(addresses![i].Ip, path.Index(i).Child("ip")) is { } warning)
            {
                warnings.Add(warning);
            }
        }
    }

    private static void Addresses(List<EndpointAddress>? addresses, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (addresses?.Count ?? 0); i++)
        {
            var address = addresses![i];
            var messages = AddressRules.Legacy(address.Ip);
            errors.Invalid(path.Index(i).Child("ip"), address.Ip, messages.Count > 0 ? messages : AddressRules.Routable(address.Ip));
            MemberRules.Name(address.Hostname, NameRules.Dns1123Label, errors, path.Index(i), "hostname");
            MemberRules.Name(address.NodeName, NameRules.Dns1123Subdomain, errors, path.Index(i), "nodeName");
        }
    }

    private static void Port(EndpointPort port, bool needsName, FieldErrors errors, FieldPath path)
    {
        if (needsName)
        {
            MemberRules.Required(port.Name, errors, path, "name");
        }

        MemberRules.Name(port.Name, NameRules.Dns1123Label, errors, path, "name");
        errors.Invalid(path.Child("port"), port.Port, ValueRules.PortNumber(port.Port));
        MemberRules.OneOf(port.Protocol, Protocols, errors, path, "protocol");
        MemberRules.Name(port.AppProtocol, NameRules.QualifiedName, errors, path, "appProtocol");
    }

    private static string Text(Endpoints endpoints)
    {
        var all = (from subset in endpoints.Subsets ?? []
                   from port in subset.Ports ?? []
                   from address in subset.Addresses ?? []
                   select AddressRules.Join(address.Ip, port.Port)).ToList();
        return all.Count == 0 ? "<none>" : all.Count <= Shown ? string.Join(',', all) : $"{string.Join(',', all.Take(Shown))} + {all.Count - Shown} more...";
    }
}
