using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Kubernetes' functions of versions.</summary>
internal sealed class SemverFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var (text, version) = (CelType.String, Semver.SemverType);
        functions.Constant(version.Name, CelValue.Of(version));
        functions.Global("semver", text, version, static a => Parse(a.String, false), Costs.ReadsFirst);
        functions.Global("semver", text, CelType.Bool, version, static (a, b) => Parse(a.String, b.Bool), Costs.ReadsFirst);
        functions.Global("isSemver", text, CelType.Bool, static a => CelValue.Of(Semver.Parse(a.String) is not null), Costs.ReadsFirst);
        functions.Global("isSemver", text, CelType.Bool, CelType.Bool, static (a, b) => CelValue.Of(Semver.Parse(a.String, b.Bool) is not null), Costs.ReadsFirst);
        functions.Member("isGreaterThan", version, version, CelType.Bool, static (a, b) => CelValue.Of(Get(a).CompareTo(Get(b)) > 0));
        functions.Member("isLessThan", version, version, CelType.Bool, static (a, b) => CelValue.Of(Get(a).CompareTo(Get(b)) < 0));
        functions.Member("compareTo", version, version, CelType.Int, static (a, b) => CelValue.Of((long)Math.Sign(Get(a).CompareTo(Get(b)))));
        functions.Member("major", version, CelType.Int, static a => CelValue.Of((long)Get(a).Major));
        functions.Member("minor", version, CelType.Int, static a => CelValue.Of((long)Get(a).Minor));
        functions.Member("patch", version, CelType.Int, static a => CelValue.Of((long)Get(a).Patch));
    }

    private static CelValue Parse(string text, bool normalize) =>
        Semver.Parse(text, normalize) is { } version ? CelValue.Of(version) : CelValue.Error($"invalid semver: {text}");

    private static Semver Get(CelValue value) => (Semver)value.Opaque;
}
