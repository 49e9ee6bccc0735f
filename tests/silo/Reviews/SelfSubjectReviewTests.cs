using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reviews;

/// <summary>Kinds that are asked and never stored, by the example of "who am I".</summary>
[Collection(SiloCollection.Name)]
public sealed class SelfSubjectReviewTests(SiloFixture silo)
{
    private const string Path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    [Fact]
    public async Task It_tells_who_asks()
    {
        var answer = (await silo.Api.PostAsync(Path, """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""")).ShouldBe(201);
        answer.Kind.ShouldBe("SelfSubjectReview");
        var user = answer.Json.GetProperty("status").GetProperty("userInfo");
        user.GetProperty("username").GetString().ShouldBe("bench");
        user.GetProperty("groups").EnumerateArray().Select(group => group.GetString()).ShouldBe(["system:masters", "system:authenticated"]);
    }

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    public async Task It_is_answered_in_every_encoding(string encoding)
    {
        var answer = (await silo.Api.PostAsync(Path, "{}", accept: encoding)).ShouldBe(201);
        answer.ContentType.ShouldBe(encoding);
        (await silo.Api.SendAsync(HttpMethod.Post, Path, answer.Bytes, encoding, null)).ShouldBe(201)
            .Json.GetProperty("status").GetProperty("userInfo").GetProperty("username").GetString().ShouldBe("bench");
    }

    [Fact]
    public async Task Unknown_fields_are_refused_when_strict_and_warned_of_otherwise()
    {
        (await silo.Api.PostAsync(Path + "?fieldValidation=Strict", """{"spec":{}}""")).ShouldBeStatus(
            400, "BadRequest", "SelfSubjectReview in version \"v1\" cannot be handled as a SelfSubjectReview: strict decoding error: unknown field \"spec\"");
        (await silo.Api.PostAsync(Path, """{"spec":{}}""")).ShouldBe(201).Headers.GetValues("Warning").ShouldBe(["299 - \"unknown field \\\"spec\\\"\""]);
        (await silo.Api.PostAsync(Path + "?fieldValidation=Ignore", """{"spec":{}}""")).ShouldBe(201).Headers.Contains("Warning").ShouldBeFalse();
    }

    [Fact]
    public async Task Another_kind_is_refused() =>
        (await silo.Api.PostAsync(Path, """{"apiVersion":"v1","kind":"Pod"}""")).ShouldBeStatus(
            400, "BadRequest", "Pod in version \"v1\" cannot be handled as a SelfSubjectReview: converting (v1.Pod) to (authentication.k8s.io/v1.SelfSubjectReview): unknown conversion");

    [Fact]
    public async Task It_can_only_be_created()
    {
        (await silo.Api.GetAsync(Path)).ShouldBe(405);
        (await silo.Api.GetAsync(Path + "/x")).ShouldBe(405);
        (await silo.Api.DeleteAsync(Path + "/x")).ShouldBe(405);
    }

    [Fact]
    public async Task Discovery_shows_it()
    {
        var resources = (await silo.Api.GetAsync("/apis/authentication.k8s.io/v1")).ShouldBe(200).Json.GetProperty("resources").EnumerateArray();
        var resource = resources.Single(resource => resource.GetProperty("name").GetString() == "selfsubjectreviews");
        resource.GetProperty("kind").GetString().ShouldBe("SelfSubjectReview");
        resource.GetProperty("namespaced").GetBoolean().ShouldBeFalse();
        resource.GetProperty("verbs").EnumerateArray().Select(verb => verb.GetString()).ShouldBe(["create"]);
    }

    [Fact]
    public async Task OpenApi_shows_it() =>
        (await silo.Api.GetAsync("/openapi/v3/apis/authentication.k8s.io/v1")).ShouldBe(200)
            .Json.GetProperty("paths").GetProperty(Path).GetProperty("post").GetProperty("x-kubernetes-action").GetString().ShouldBe("post");

    [SkippableFact]
    public async Task Kubectl_auth_whoami_shows_it()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        foreach (var kubectl in KubectlCommand.Installed.Where(path => !path.EndsWith("1.27", StringComparison.Ordinal))) // which knows the beta version alone
        {
            var (code, output, error) = await new KubectlCommand(silo, kubectl).RunAsync(null, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}");
            code.ShouldBe(0, $"{kubectl}: {error}");
            output.ShouldBe("kubernetes-admin");
        }
    }
}
