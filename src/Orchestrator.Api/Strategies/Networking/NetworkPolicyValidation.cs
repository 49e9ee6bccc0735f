using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Checks network policies.</summary>
internal static class NetworkPolicyValidation
{
    private static readonly FieldPath SpecPath = FieldPath.Of("spec");
    private static readonly string[] Types = ["Ingress", "Egress"];
    private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];

    public static void Spec(NetworkPolicySpec spec, NetworkPolicySpec? old, FieldErrors errors)
    {
        // A range that was let in once may stay, wherever in the policy it is moved to.
        var known = old is null ? [] : Ranges(old);
        LabelSelectorRules.Validate(spec.PodSelector, errors, SpecPath.Child("podSelector"));
        for (var i = 0; i < (spec.Ingress?.Count ?? 0); i++)
        {
            var path = SpecPath.Child("ingress").Index(i);
            Ports(spec.Ingress![i].Ports, errors, path.Child("ports"));
            Peers(spec.Ingress[i].From, known, errors, path.Child("from"));
        }

        for (var i = 0; i < (spec.Egress?.Count ?? 0); i++)
        {
            var path = SpecPath.Child("egress").Index(i);
            Ports(spec.Egress![i].Ports, errors, path.Child("ports"));
            Peers(spec.Egress[i].To, known, errors, path.Child("to"));
        }

        PolicyTypes(spec.PolicyTypes ?? [], errors, SpecPath.Child("policyTypes"));
    }

    private static void PolicyTypes(List<string> types, FieldErrors errors, FieldPath path)
    {
        if (types.Count > Types.Length)
        {
            errors.Invalid(path, types, "may not specify more than two policyTypes");
            return;
        }

        for (var i = 0; i < types.Count; i++)
        {
            FieldRules.OneOf(types[i], Types, errors, path.Index(i));
        }
    }

    private static void Ports(List<NetworkPolicyPort>? ports, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (ports?.Count ?? 0); i++)
        {
            Port(ports![i], errors, path.Index(i));
        }
    }

    private static void Port(NetworkPolicyPort port, FieldErrors errors, FieldPath path)
    {
        if (port.Protocol is { } protocol)
        {
            FieldRules.OneOf(protocol, Protocols, errors, path.Child("protocol"));
        }

        switch (port)
        {
            case { Port: null, EndPort: { } end }:
                errors.Invalid(path.Child("endPort"), end, "may not be specified when `port` is not specified");
                break;
            case { Port: { IsString: true } name }:
                if (port.EndPort is { } endOfName)
                {
                    errors.Invalid(path.Child("endPort"), endOfName, "may not be specified when `port` is non-numeric");
                }

                PortRules.NumberOrName(name, errors, path.Child("port"));
                break;
            case { Port: { } number }:
                PortRules.NumberOrName(number, errors, path.Child("port"));
                End(port.EndPort, number.IntValue, errors, path.Child("endPort"));
                break;
        }
    }

    private static void End(int? end, int start, FieldErrors errors, FieldPath path)
    {
        if (end < start)
        {
            errors.Invalid(path, end, "must be greater than or equal to `port`");
        }

        if (end is { } number)
        {
            errors.Invalid(path, number, ValueRules.PortNumber(number));
        }
    }

    private static void Peers(List<NetworkPolicyPeer>? peers, HashSet<string> known, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (peers?.Count ?? 0); i++)
        {
            Peer(peers![i], known, errors, path.Index(i));
        }
    }

    private static void Peer(NetworkPolicyPeer peer, HashSet<string> known, FieldErrors errors, FieldPath path)
    {
        LabelSelectorRules.Validate(peer.PodSelector, errors, path.Child("podSelector"));
        LabelSelectorRules.Validate(peer.NamespaceSelector, errors, path.Child("namespaceSelector"));
        if (peer.IpBlock is { } block)
        {
            Block(block, known, errors, path.Child("ipBlock"));
        }

        if (peer is { PodSelector: null, NamespaceSelector: null, IpBlock: null })
        {
            errors.Required(path, "must specify a peer");
        }
        else if (peer.IpBlock is not null && (peer.PodSelector is not null || peer.NamespaceSelector is not null))
        {
            errors.Forbidden(path, "may not specify both ipBlock and another peer");
        }
    }

    private static void Block(IPBlock block, HashSet<string> known, FieldErrors errors, FieldPath path)
    {
        if (block.Cidr.Length == 0)
        {
            errors.Required(path.Child("cidr"));
            return;
        }

        if (!Range(block.Cidr, known, errors, path.Child("cidr")))
        {
            return;
        }

        for (var i = 0; i < (block.Except?.Count ?? 0); i++)
        {
            var except = block.Except![i];
            if (Range(except, known, errors, path.Child("except").Index(i)) && !CidrRules.IsStrictSubset(except, block.Cidr))
            {
                errors.Invalid(path.Child("except").Index(i), except, "must be a strict subset of `cidr`");
            }
        }
    }

    private static bool Range(string range, HashSet<string> known, FieldErrors errors, FieldPath path)
    {
        var messages = CidrRules.Legacy(range);
        if (!known.Contains(range))
        {
            errors.Invalid(path, range, messages);
        }

        return messages.Count == 0;
    }

    private static HashSet<string> Ranges(NetworkPolicySpec spec) => (spec.Ingress ?? []).SelectMany(rule => rule.From ?? [])
        .Concat((spec.Egress ?? []).SelectMany(rule => rule.To ?? []))
        .Select(peer => peer.IpBlock)
        .OfType<IPBlock>()
        .SelectMany(block => (block.Except ?? []).Prepend(block.Cidr))
        .ToHashSet(StringComparer.Ordinal);
}
