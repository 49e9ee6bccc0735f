using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>The kinds that ask what somebody may do.</summary>
[Collection(SiloCollection.Name)]
public sealed class ReviewTests(SiloFixture silo)
{
    private const string Reviews = "/apis/authorization.k8s.io/v1";

    [Fact]
    public async Task A_review_says_why_it_allows()
    {
        var answer = (await silo.Api.PostAsync(
            $"{Reviews}/subjectaccessreviews",
            """{"spec":{"user":"x","groups":["system:authenticated"],"nonResourceAttributes":{"verb":"get","path":"/api/v1"}}}""")).ShouldBe(201);
        var status = answer.Json.GetProperty("status");
        status.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        status.GetProperty("reason").GetString().ShouldBe("RBAC: allowed by ClusterRoleBinding \"system:discovery\" of ClusterRole \"system:discovery\" to Group \"system:authenticated\"");
    }

    [Fact]
    public async Task A_review_of_a_role_in_a_namespace_names_the_binding()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "reviewed", """[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""");
        var status = (await silo.Api.PostAsync(
            $"{Reviews}/subjectaccessreviews",
            $$$$"""{"spec":{"user":"reviewed","resourceAttributes":{"namespace":"{{{{ns}}}}","verb":"get","resource":"pods"}}}""")).ShouldBe(201).Json.GetProperty("status");
        status.GetProperty("reason").GetString().ShouldBe($"RBAC: allowed by RoleBinding \"reviewed/{ns}\" of Role \"reviewed\" to User \"reviewed\"");
    }

    [Fact]
    public async Task Everybody_may_ask_about_themselves()
    {
        var answer = (await silo.As("curious").PostAsync(
            $"{Reviews}/selfsubjectaccessreviews", """{"spec":{"resourceAttributes":{"verb":"delete","resource":"nodes"}}}""")).ShouldBe(201);
        answer.Json.GetProperty("status").GetProperty("allowed").GetBoolean().ShouldBeFalse();
        (await silo.As("curious").PostAsync($"{Reviews}/subjectaccessreviews", "{}")).ShouldBe(403);
    }

    [Fact]
    public async Task Everybody_may_list_their_rules()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "lister", """[{"apiGroups":[""],"resources":["pods"],"resourceNames":["a"],"verbs":["get"]}]""");
        var status = (await silo.As("lister").PostAsync($"{Reviews}/selfsubjectrulesreviews", $$$$"""{"spec":{"namespace":"{{{{ns}}}}"}}""")).ShouldBe(201).Json.GetProperty("status");
        status.GetProperty("incomplete").GetBoolean().ShouldBeFalse();
        status.GetProperty("resourceRules").GetRawText().ShouldContain("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["a"]}""");
        status.GetProperty("nonResourceRules").GetRawText().ShouldContain("/apis/*");
        (await silo.As("lister").PostAsync($"{Reviews}/selfsubjectrulesreviews", "{}")).ShouldBeStatus(400, "BadRequest", "no namespace on request");
    }

    [Theory]
    [InlineData("subjectaccessreviews", """{"spec":{"user":"x"}}""", "SubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: \"null\": exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData("subjectaccessreviews", """{"spec":{"resourceAttributes":{}}}""", "SubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.user: Invalid value: \"\": at least one of user or group must be specified")]
    [InlineData("selfsubjectaccessreviews", """{"spec":{"resourceAttributes":{"fieldSelector":{}}}}""", "SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes.fieldSelector.requirements: Required value: when spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is required")]
    [InlineData("namespaces/default/localsubjectaccessreviews", """{"spec":{"user":"x","resourceAttributes":{"namespace":"other"}}}""", "LocalSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"other\": must match metadata.namespace")]
    public async Task A_review_that_makes_no_sense_is_refused(string resource, string body, string message) =>
        (await silo.Api.PostAsync($"{Reviews}/{resource}", body)).ShouldBeStatus(422, "Invalid", message);

    [Fact]
    public async Task A_selector_that_is_not_understood_is_told()
    {
        var status = (await silo.Api.PostAsync(
            $"{Reviews}/subjectaccessreviews",
            """{"spec":{"user":"x","resourceAttributes":{"verb":"list","resource":"pods","fieldSelector":{"rawSelector":"a b c"}}}}""")).ShouldBe(201).Json.GetProperty("status");
        status.GetProperty("evaluationError").GetString().ShouldBe("spec.resourceAttributes.fieldSelector ignored due to parse error");
    }
}
