using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.AdmissionRegistration.V1;

namespace Orchestrator.Api.Tests.Strategies.AdmissionRegistration;

public class WebhookConfigurationTests : StrategyTest
{
    private const string Client = """ "clientConfig":{"url":"https://h/p"} """;
    private const string Rest = """ "sideEffects":"None","admissionReviewVersions":["v1"] """;
    private static readonly KindDescriptor Kind = Find("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration");
    private static readonly KindDescriptor Mutating = Find("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration");

    [Fact]
    public void Is_completed()
    {
        var hooks = Hooks($$$"""{"name":"a.b.c","clientConfig":{"service":{"name":"s","namespace":"n"}},"rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}],{{{Rest}}}}""");
        Create(Kind, hooks).ShouldBeEmpty();
        ShouldBeJson(Json(hooks)["webhooks"]![0], """
            {"name":"a.b.c","clientConfig":{"service":{"namespace":"n","name":"s","port":443}},
             "rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"scope":"*"}],
             "failurePolicy":"Fail","matchPolicy":"Equivalent","namespaceSelector":{},"objectSelector":{},"sideEffects":"None","timeoutSeconds":10,"admissionReviewVersions":["v1"]}
            """);
        Row(Kind, hooks)["Webhooks"].ShouldBe("1");
    }

    [Fact]
    public void A_mutating_one_is_not_called_again_unless_it_says_so()
    {
        var hooks = Decode<MutatingWebhookConfiguration>("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", $$"""{"metadata":{"name":"h"},"webhooks":[{"name":"a.b.c",{{Client}},{{Rest}}}]}""");
        Create(Mutating, hooks).ShouldBeEmpty();
        hooks.Webhooks![0].ReinvocationPolicy.ShouldBe("Never");
        hooks.Webhooks[0].ReinvocationPolicy = "Often";
        Create(Mutating, hooks).ShouldBe(["webhooks[0].reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\""]);
    }

    [Theory]
    [InlineData("""{"name":"",CLIENT,REST}""", "webhooks[0].name: Required value")]
    [InlineData("""{"name":"a.b",CLIENT,REST}""", "webhooks[0].name: Invalid value: \"a.b\": should be a domain with at least three segments separated by dots")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST},{"name":"a.b.c",CLIENT,REST}""", "webhooks[1].name: Duplicate value: \"a.b.c\"")]
    [InlineData("""{"name":"a.b.c",CLIENT,"admissionReviewVersions":["v1"]}""", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    [InlineData("""{"name":"a.b.c",CLIENT,"sideEffects":"Some","admissionReviewVersions":["v1"]}""", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData("""{"name":"a.b.c",CLIENT,"sideEffects":"None"}""", "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1")]
    [InlineData("""{"name":"a.b.c",CLIENT,"sideEffects":"None","admissionReviewVersions":["v2"]}""", "webhooks[0].admissionReviewVersions: Invalid value: [\"v2\"]: must include at least one of v1, v1beta1")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST,"timeoutSeconds":31}""", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST,"failurePolicy":"X"}""", "webhooks[0].failurePolicy: Unsupported value: \"X\": supported values: \"Fail\", \"Ignore\"")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST,"rules":[{"operations":["*","CREATE"],"apiGroups":["a"],"apiVersions":["v1"],"resources":["a"]}]}""", "webhooks[0].rules[0].operations: Invalid value: [\"*\",\"CREATE\"]: if '*' is present, must not specify other operations")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST,"rules":[{"operations":["READ"],"apiGroups":[],"apiVersions":[""],"resources":[]}]}""", "webhooks[0].rules[0].operations[0]: Unsupported value: \"READ\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"|webhooks[0].rules[0].apiGroups: Required value|webhooks[0].rules[0].apiVersions[0]: Required value|webhooks[0].rules[0].resources: Required value")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST,"rules":[{"operations":["*"],"apiGroups":["*"],"apiVersions":["*"],"resources":["*","a","a/*","a/b"],"scope":"X"}]}""", "webhooks[0].rules[0].resources[3]: Invalid value: \"a/b\": if 'a/*' is present, must not specify a/b|webhooks[0].rules[0].resources: Invalid value: [\"*\",\"a\",\"a/*\",\"a/b\"]: if '*' is present, must not specify other resources without subresources|webhooks[0].rules[0].scope: Unsupported value: \"X\": supported values: \"*\", \"Cluster\", \"Namespaced\"")]
    [InlineData("""{"name":"a.b.c","clientConfig":{},REST}""", "webhooks[0].clientConfig: Required value: exactly one of url or service is required")]
    [InlineData("""{"name":"a.b.c","clientConfig":{"url":"http://h"},REST}""", "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]")]
    [InlineData("""{"name":"a.b.c","clientConfig":{"url":"https://u@h/p?q#f"},REST}""", "webhooks[0].clientConfig.url: Invalid value: \"u\": user information is not permitted in the URL|webhooks[0].clientConfig.url: Invalid value: \"f\": fragments are not permitted in the URL|webhooks[0].clientConfig.url: Invalid value: \"q\": query parameters are not permitted in the URL")]
    [InlineData("""{"name":"a.b.c","clientConfig":{"service":{"name":"","namespace":"","path":"a//B","port":0}},REST}""", "webhooks[0].clientConfig.service.name: Required value: service name is required|webhooks[0].clientConfig.service.namespace: Required value: service namespace is required|webhooks[0].clientConfig.service.port: Invalid value: 0: port is not valid: must be between 1 and 65535, inclusive|webhooks[0].clientConfig.service.path: Invalid value: \"a//B\": must start with a '/'|webhooks[0].clientConfig.service.path: Invalid value: \"a//B\": segment[0] may not be empty|webhooks[0].clientConfig.service.path: Invalid value: \"a//B\": segment[1] may not be empty|webhooks[0].clientConfig.service.path: Invalid value: \"a//B\": segment[2]: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("""{"name":"a.b.c",CLIENT,REST,"matchConditions":[{"name":"","expression":" "},{"name":"x","expression":"true"},{"name":"x","expression":"true"}]}""", "webhooks[0].matchConditions[0].expression: Required value|webhooks[0].matchConditions[0].name: Required value|webhooks[0].matchConditions[2].name: Duplicate value: \"x\"")]
    public void Is_refused_for(string hooks, string errors) =>
        Create(Kind, Hooks(hooks.Replace("CLIENT", Client).Replace("REST", Rest))).ShouldBe(errors.Split('|'));

    [Fact]
    public void A_change_counts()
    {
        var old = Hooks($$"""{"name":"a.b.c",{{Client}},{{Rest}}}""");
        Create(Kind, old);
        var changed = Hooks($$"""{"name":"a.b.d",{{Client}},{{Rest}}}""");
        Update(Kind, changed, old).ShouldBeEmpty();
        changed.Metadata.Generation.ShouldBe(2);
    }

    private static ValidatingWebhookConfiguration Hooks(string hooks) => Decode<ValidatingWebhookConfiguration>(
        "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", $$"""{"metadata":{"name":"h"},"webhooks":[{{hooks}}]}""");
}
