using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Warnings of odd ranges of addresses in a network policy.</summary>
internal static class NetworkPolicyWarnings
{
    public static IReadOnlyList<string> Of(NetworkPolicySpec spec)
    {
        var warnings = new List<string>();
        for (var i = 0; i < (spec.Ingress?.Count ?? 0); i++)
        {
            Peers(spec.Ingress![i].From, FieldPath.Of("spec", "ingress").Index(i).Child("from"), warnings);
        }

        for (var i = 0; i < (spec.Egress?.Count ?? 0); i++)
        {
            Peers(spec.Egress![i].To, FieldPath.Of("spec", "egress").Index(i).Child("to"), warnings);
        }

        return warnings;
    }

    private static void Peers(List<NetworkPolicyPeer>? peers, FieldPath path, List<string> warnings)
    {
        for (var i = 0; i < (peers?.Count ?? 0); i++)
        {
            if (peers![i].IpBlock is not { } block)
            {
                continue;
            }

            var at = path.Index(i).Child("ipBlock");
            AddressWarnings.Range(block.Cidr, at.Child("cidr"), warnings);
            for (var e = 0; e < (block.Except?.Count ?? 0); e++)
            {
                AddressWarnings.Range(block.Except![e], at.Child("except").Index(e), warnings);
            }
        }
    }
}
