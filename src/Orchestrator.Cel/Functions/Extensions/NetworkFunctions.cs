using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Kubernetes' functions of addresses and ranges of them.</summary>
internal sealed class NetworkFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var (text, ip, cidr, truth) = (CelType.String, IpValue.IpType, CidrValue.CidrType, CelType.Bool);
        functions.Constant(ip.Name, CelValue.Of(ip)).Constant(cidr.Name, CelValue.Of(cidr));
        functions.Global("ip", text, ip, static a => ParseIp(a.String), Costs.ReadsFirst);
        functions.Global("isIP", text, truth, static a => CelValue.Of(IpValue.Parse(a.String, out _) is not null), Costs.ReadsFirst);
        functions.Global("ip.isCanonical", text, truth, static a => IpValue.Parse(a.String, out var problem) is { } found ? CelValue.Of(found.ToString() == a.String) : CelValue.Error(problem), Costs.ReadsFirst);
        functions.Global("string", ip, text, static a => CelValue.Of(a.Opaque.ToString()!));
        functions.Member("family", ip, CelType.Int, static a => CelValue.Of(Ip(a).IsV4 ? 4L : 6L));
        functions.Member("isUnspecified", ip, truth, static a => CelValue.Of(Ip(a).IsUnspecified));
        functions.Member("isLoopback", ip, truth, static a => CelValue.Of(Ip(a).IsLoopback));
        functions.Member("isLinkLocalMulticast", ip, truth, static a => CelValue.Of(Ip(a).IsLinkLocalMulticast));
        functions.Member("isLinkLocalUnicast", ip, truth, static a => CelValue.Of(Ip(a).IsLinkLocalUnicast));
        functions.Member("isGlobalUnicast", ip, truth, static a => CelValue.Of(Ip(a).IsGlobalUnicast));

        functions.Global("cidr", text, cidr, static a => ParseCidr(a.String), Costs.ReadsFirst);
        functions.Global("isCIDR", text, truth, static a => CelValue.Of(CidrValue.Parse(a.String, out _) is not null), Costs.ReadsFirst);
        functions.Global("string", cidr, text, static a => CelValue.Of(a.Opaque.ToString()!));
        functions.Member("containsIP", cidr, ip, truth, static (a, b) => CelValue.Of(Cidr(a).Contains(Ip(b))));
        functions.Member("containsIP", cidr, text, truth, static (a, b) => ParseIp(b.String) is { IsError: false } found ? CelValue.Of(Cidr(a).Contains(Ip(found))) : ParseIp(b.String));
        functions.Member("containsCIDR", cidr, cidr, truth, static (a, b) => CelValue.Of(Cidr(a).Contains(Cidr(b))));
        functions.Member("containsCIDR", cidr, text, truth, static (a, b) => ParseCidr(b.String) is { IsError: false } found ? CelValue.Of(Cidr(a).Contains(Cidr(found))) : ParseCidr(b.String));
        functions.Member("ip", cidr, ip, static a => CelValue.Of(Cidr(a).Ip));
        functions.Member("masked", cidr, cidr, static a => CelValue.Of(Cidr(a).Masked()));
        functions.Member("prefixLength", cidr, CelType.Int, static a => CelValue.Of((long)Cidr(a).Length));
    }

    private static CelValue ParseIp(string text) => IpValue.Parse(text, out var problem) is { } ip ? CelValue.Of(ip) : CelValue.Error(problem);

    private static CelValue ParseCidr(string text) => CidrValue.Parse(text, out var problem) is { } cidr ? CelValue.Of(cidr) : CelValue.Error(problem);

    private static IpValue Ip(CelValue value) => (IpValue)value.Opaque;

    private static CidrValue Cidr(CelValue value) => (CidrValue)value.Opaque;
}
