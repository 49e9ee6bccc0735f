using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

/// <summary>Where a pod with scheduling gates wants to be may be narrowed.</summary>
public class GatedPodTests : PodTest
{
    private const string Terms = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
    private const string A = "{\"key\":\"a\",\"operator\":\"Exists\"}";
    private const string B = "{\"key\":\"b\",\"operator\":\"Exists\"}";

    [Theory]
    [InlineData("", "\"nodeSelector\":{\"a\":\"b\"}", "")]
    [InlineData("\"nodeSelector\":{\"a\":\"b\"}", "\"nodeSelector\":{\"a\":\"b\",\"c\":\"d\"}", "")]
    [InlineData("\"nodeSelector\":{\"a\":\"b\"}", "\"nodeSelector\":{\"a\":\"c\"}", "spec.nodeSelector: Invalid value: {\"a\":\"c\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)")]
    [InlineData("\"nodeSelector\":{\"a\":\"b\"}", "\"nodeSelector\":{\"c\":\"d\"}", "spec.nodeSelector: Invalid value: {\"c\":\"d\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)")]
    public void Labels_of_nodes_are_only_added(string before, string after, string error) => Change(before, after).ShouldBe(Lines(error));

    [Theory]
    [InlineData("", "[{\"matchExpressions\":[" + A + "]}]", "")]
    [InlineData("[{\"matchExpressions\":[" + A + "]}]", "[{\"matchExpressions\":[" + A + "," + B + "]}]", "")]
    [InlineData("[{\"matchExpressions\":[" + A + "]}]", "[{\"matchExpressions\":[" + B + "]}]", Terms + "[0]: Invalid value: {\"matchExpressions\":[" + B + "]}: only additions are allowed (no mutations or deletions)")]
    [InlineData("[{\"matchExpressions\":[" + A + "," + B + "]}]", "[{\"matchExpressions\":[" + A + "]}]", Terms + "[0]: Invalid value: {\"matchExpressions\":[" + A + "]}: only additions are allowed (no mutations or deletions)")]
    [InlineData("[{}]", "[{\"matchExpressions\":[" + A + "]}]", Terms + "[0]: Invalid value: {\"matchExpressions\":[" + A + "]}: only additions are allowed (no mutations or deletions)")]
    [InlineData("[{\"matchExpressions\":[" + A + "]}]", "[{\"matchExpressions\":[" + A + "]},{}]", Terms + ": Invalid value: [{\"matchExpressions\":[" + A + "]},{}]: no additions/deletions to non-empty NodeSelectorTerms list are allowed")]
    public void Requirements_are_only_added(string before, string after, string error) => Change(Node(before), Node(after)).ShouldBe(Lines(error));

    [Fact]
    public void Affinities_to_pods_stay() =>
        Change("", "\"affinity\":{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":\"z\"}]}}").Single()
            .ShouldStartWith("spec: Forbidden: pod updates may not change fields other than");

    [Fact]
    public void Without_gates_nothing_of_it_changes() =>
        Update(Kind, WithContainer("", "\"nodeSelector\":{\"a\":\"b\"}"), Made(WithContainer(""))).Single().ShouldStartWith("spec: Forbidden: pod updates may not change fields other than");

    private static string[] Lines(string error) => error.Length == 0 ? [] : [error];

    private static string Node(string terms) =>
        terms.Length == 0 ? "" : "\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":" + terms + "}}}";

    private static IReadOnlyList<string> Change(string before, string after) => Update(Kind, Gated(after), Made(Gated(before)));

    private static Pod Gated(string fields) => WithContainer("", "\"schedulingGates\":[{\"name\":\"g\"}]" + (fields.Length == 0 ? "" : ",") + fields);

    private static Pod Made(Pod pod)
    {
        Create(pod).ShouldBeEmpty();
        return pod;
    }
}
