using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Discovery;

/// <summary>Endpoint slices.</summary>
public sealed class EndpointSliceStrategy : KindStrategy<EndpointSlice>
{
    private const int Shown = 3;
    private const int MaximumEndpoints = 1000;
    private const int MaximumAddresses = 100;
    private const int MaximumPorts = 20000;
    private static readonly string[] AddressTypes = ["FQDN", "IPv4", "IPv6"];

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<EndpointSlice>(),
        Tables.Columns.Text<EndpointSlice>("AddressType", slice => slice.AddressType, "What its addresses are"),
        Tables.Columns.Text<EndpointSlice>("Ports", Ports, "The ports of its endpoints"),
        Tables.Columns.Text<EndpointSlice>("Endpoints", Endpoints, "The addresses of its endpoints"),
        Tables.Columns.Age<EndpointSlice>(),
    ];

    /// <inheritdoc/>
    protected override void Default(EndpointSlice obj)
    {
        foreach (var port in obj.Ports ?? [])
        {
            port.Name ??= "";
            port.Protocol ??= "TCP";
        }
    }

    /// <inheritdoc/>
    protected override void Validate(EndpointSlice obj, FieldErrors errors)
    {
        if (obj.AddressType.Length == 0)
        {
            errors.Required(FieldPath.Of("addressType"));
        }
        else if (!AddressTypes.Contains(obj.AddressType))
        {
            errors.NotSupported(FieldPath.Of("addressType"), obj.AddressType, AddressTypes);
        }

        CheckEndpoints(obj, errors);
        CheckPorts(obj.Ports ?? [], errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(EndpointSlice obj, EndpointSlice old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        if (obj.AddressType != old.AddressType)
        {
            errors.Invalid(FieldPath.Of("addressType"), obj.AddressType, "field is immutable");
        }
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(EndpointSlice obj, EndpointSlice old) =>
        obj.AddressType != old.AddressType
        || !SpecEquality.Same(obj.Endpoints, old.Endpoints)
        || !SpecEquality.Same(obj.Ports, old.Ports)
        || !SpecEquality.Same(obj.Metadata.Labels, old.Metadata.Labels);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(EndpointSlice obj, EndpointSlice? old)
    {
        // The cluster's own controllers need not be told, with every pod that comes or goes.
        if (obj.AddressType == "FQDN" || obj.Metadata.Labels?.GetValueOrDefault("endpointslice.kubernetes.io/managed-by")?.EndsWith("-controller.k8s.io", StringComparison.Ordinal) == true)
        {
            return [];
        }

        return
        [
            .. from endpoint in obj.Endpoints.Index()
               from address in endpoint.Item.Addresses.Index()
               let warning = AddressWarnings.Address(address.Item, FieldPath.Of("endpoints").Index(endpoint.Index).Child("addresses").Index(address.Index))
               where warning is not null
               select warning,
        ];
    }

    private static void CheckEndpoints(EndpointSlice slice, FieldErrors errors)
    {
        var path = FieldPath.Of("endpoints");
        if (slice.Endpoints.Count > MaximumEndpoints)
        {
            errors.TooMany(path, slice.Endpoints.Count, MaximumEndpoints);
            return;
        }

        for (var i = 0; i < slice.Endpoints.Count; i++)
        {
            var addresses = slice.Endpoints[i].Addresses;
            var at = path.Index(i).Child("addresses");
            if (addresses.Count == 0)
            {
                errors.Required(at, "must contain at least 1 address");
            }
            else if (addresses.Count > MaximumAddresses)
            {
                errors.TooMany(at, addresses.Count, MaximumAddresses);
            }

            for (var a = 0; a < addresses.Count; a++)
            {
                errors.Invalid(at.Index(a), addresses[a], Address(slice.AddressType, addresses[a]));
            }
        }
    }

    private static IReadOnlyList<string> Address(string type, string address) => type switch
    {
        "IPv4" => AddressRules.IsIp(address) && !AddressRules.IsIpV6(address) ? [] : ["must be a valid IPv4 address"],
        "IPv6" => AddressRules.IsIpV6(address) ? [] : ["must be a valid IPv6 address"],
        _ => NameRules.Dns1123Subdomain(address),
    };

    private static void CheckPorts(List<EndpointPort> ports, FieldErrors errors)
    {
        var path = FieldPath.Of("ports");
        if (ports.Count > MaximumPorts)
        {
            errors.TooMany(path, ports.Count, MaximumPorts);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var name = ports[i].Name ?? "";
            if (name.Length > 0)
            {
                errors.Invalid(path.Index(i).Child("name"), name, ValueRules.PortName(name));
            }

            if (!names.Add(name))
            {
                errors.Duplicate(path.Child("name"), name);
            }

            if (ports[i].Protocol is not ("TCP" or "UDP" or "SCTP"))
            {
                errors.NotSupported(path.Index(i).Child("protocol"), ports[i].Protocol ?? "", ["SCTP", "TCP", "UDP"]);
            }

            if (ports[i].Port is { } number)
            {
                errors.Invalid(path.Index(i).Child("port"), number, ValueRules.PortNumber(number));
            }
        }
    }

    private static string Ports(EndpointSlice slice) => Some((slice.Ports ?? []).Select(
        port => port.Port is { } number ? Invariant.Text(number) : port.Name is { Length: > 0 } name ? name : "*"), "<unset>");

    private static string Endpoints(EndpointSlice slice) => Some(slice.Endpoints.SelectMany(endpoint => endpoint.Addresses), "<unset>");

    private static string Some(IEnumerable<string> items, string none)
    {
        var all = items.ToList();
        return all.Count == 0 ? none : all.Count <= Shown ? string.Join(',', all) : $"{string.Join(',', all.Take(Shown))} + {all.Count - Shown} more...";
    }
}
