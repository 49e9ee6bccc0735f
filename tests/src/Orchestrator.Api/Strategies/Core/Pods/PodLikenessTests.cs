using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

/// <summary>Keys of labels by which a pod wants others to be like it, or unlike it.</summary>
public class PodLikenessTests : PodTest
{
    private const string At = "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";

    [Fact]
    public void Its_own_values_go_into_the_selector()
    {
        var pod = Pod("\"labelSelector\":{\"matchLabels\":{\"app\":\"a\"}},\"matchLabelKeys\":[\"version\",\"other\"],\"mismatchLabelKeys\":[\"tenant\"]");
        Create(pod).ShouldBeEmpty();
        ShouldBeJson(
            Json(pod)["spec"]!["affinity"]!["podAntiAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]![0]!["labelSelector"],
            """{"matchLabels":{"app":"a"},"matchExpressions":[{"key":"version","operator":"In","values":["1"]},{"key":"tenant","operator":"NotIn","values":["t"]}]}""");
    }

    [Theory]
    [InlineData("\"matchLabelKeys\":[\"version\"]", At + ".matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("\"mismatchLabelKeys\":[\"version\"]", At + ".mismatchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("\"labelSelector\":{\"matchLabels\":{\"version\":\"1\"}},\"matchLabelKeys\":[\"version\"]", At + "[0]: Invalid value: \"version\": exists in both matchLabelKeys and labelSelector")]
    [InlineData("\"labelSelector\":{},\"matchLabelKeys\":[\"x\"],\"mismatchLabelKeys\":[\"x\"]", At + ".matchLabelKeys[0]: Invalid value: \"x\": exists in both matchLabelKeys and mismatchLabelKeys")]
    [InlineData("\"labelSelector\":{},\"mismatchLabelKeys\":[\"-\"]", At + ".mismatchLabelKeys[0]: Invalid value: \"-\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    public void Is_refused_for(string fields, string error) => Create(Pod(fields)).ShouldBe([error]);

    private static Pod Pod(string fields)
    {
        var pod = WithContainer("", "\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":\"z\"," + fields + "}]}}");
        pod.Metadata.Labels = new() { ["app"] = "a", ["version"] = "1", ["tenant"] = "t" };
        return pod;
    }
}
