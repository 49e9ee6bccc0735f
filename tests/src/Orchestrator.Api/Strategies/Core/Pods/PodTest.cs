using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

public abstract class PodTest : StrategyTest
{
    protected static readonly KindDescriptor Kind = Find("v1", "Pod");

    /// <summary>A pod whose spec is this.</summary>
    protected static Pod Pod(string spec, string status = "{}") =>
        Decode<Pod>("v1", "Pod", $$"""{"metadata":{"name":"p","namespace":"default"},"spec":{{spec}},"status":{{status}}}""");

    /// <summary>A pod with one good container whose other fields are these.</summary>
    protected static Pod WithContainer(string fields, string specFields = "") =>
        Pod($$"""{"containers":[{"name":"c","image":"nginx"{{(fields.Length == 0 ? "" : ",") + fields}}}]{{(specFields.Length == 0 ? "" : ",") + specFields}}}""");

    protected static IReadOnlyList<string> Create(Pod pod) => Create(Kind, pod);
}
