using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Kubernetes' functions of URLs.</summary>
internal sealed class UrlFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var (text, url) = (CelType.String, Url.UrlType);
        functions.Constant(url.Name, CelValue.Of(url));
        functions.Global("url", text, url, static a => Url.Parse(a.String) is { } parsed ? CelValue.Of(parsed) : CelValue.Error($"URL parse error during conversion from string: parse \"{a.String}\": invalid URI for request"), Costs.ReadsFirst);
        functions.Global("isURL", text, CelType.Bool, static a => CelValue.Of(Url.Parse(a.String) is not null), Costs.ReadsFirst);
        functions.Member("getScheme", url, text, static a => CelValue.Of(Get(a).Scheme));
        functions.Member("getHost", url, text, static a => CelValue.Of(Get(a).Host));
        functions.Member("getHostname", url, text, static a => CelValue.Of(Get(a).Hostname));
        functions.Member("getPort", url, text, static a => CelValue.Of(Get(a).Port));
        functions.Member("getEscapedPath", url, text, static a => CelValue.Of(Get(a).Path));
        functions.Member("getQuery", url, CelType.Map(text, CelType.List(text)), static a => CelValue.Of(Get(a).Query()));
    }

    private static Url Get(CelValue value) => (Url)value.Opaque;
}
