using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Patches;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Api.Tests.Errors;

public class StatusFactoryTests
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource Deployments = new("apps", "deployments");

    public static TheoryData<Status, string> Wordings => new()
    {
        { StatusFactory.NotFound(Pods, "x"), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \"x\" not found","reason":"NotFound","details":{"name":"x","kind":"pods"},"code":404}""" },
        { StatusFactory.AlreadyExists(Deployments, "x"), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"deployments.apps \"x\" already exists","reason":"AlreadyExists","details":{"name":"x","group":"apps","kind":"deployments"},"code":409}""" },
        { StatusFactory.Conflict(Deployments, "x"), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on deployments.apps \"x\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"x","group":"apps","kind":"deployments"},"code":409}""" },
        { StatusFactory.BadRequest("no"), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"no","reason":"BadRequest","code":400}""" },
        { StatusFactory.MethodNotAllowed(Pods, "delete"), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"delete is not supported on resources of kind \"pods\"","reason":"MethodNotAllowed","details":{"kind":"pods"},"code":405}""" },
        { StatusFactory.BodyTooLarge(), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Request entity too large: limit is 3145728","reason":"RequestEntityTooLarge","code":413}""" },
        { StatusFactory.TooManyRequests("slow down", 5), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"slow down","reason":"TooManyRequests","details":{"retryAfterSeconds":5},"code":429}""" },
        { StatusFactory.InternalError("x"), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Internal error occurred: x","reason":"InternalError","details":{"causes":[{"message":"x"}]},"code":500}""" },
        { StatusFactory.Timeout("x", 1), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Timeout: x","reason":"Timeout","details":{"retryAfterSeconds":1},"code":504}""" },
        { StatusFactory.Unauthorized(), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}""" },
        { StatusFactory.TooOldResourceVersion(1, 5), """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (5)","reason":"Expired","code":410}""" },
    };

    [Theory]
    [MemberData(nameof(Wordings))]
    public void Is_what_a_real_server_answers(Status status, string json) => JsonModel.ToText(status).ShouldBe(json);

    [Fact]
    public void Invalid_lists_every_cause()
    {
        var errors = new FieldErrors();
        errors.Required(FieldPath.Of("spec", "selector"));
        errors.Invalid(FieldPath.Of("spec", "replicas"), -1, "must be greater than or equal to 0");
        var status = StatusFactory.Invalid(new Orchestrator.Api.Objects.GroupKind("apps", "Deployment"), "x", errors);
        status.Code.ShouldBe(422);
        status.Message.ShouldBe("Deployment.apps \"x\" is invalid: [spec.selector: Required value, spec.replicas: Invalid value: -1: must be greater than or equal to 0]");
        JsonModel.ToText(status.Details!).ShouldBe(
            """{"name":"x","group":"apps","kind":"Deployment","causes":[{"reason":"FieldValueRequired","message":"Required value","field":"spec.selector"},{"reason":"FieldValueInvalid","message":"Invalid value: -1: must be greater than or equal to 0","field":"spec.replicas"}]}""");
    }

    [Fact]
    public void A_refusal_is_worded_as_by_the_authorizer()
    {
        StatusFactory.Unpermitted("bob", "get", new GroupResource("", "pods/log"), "default", "p").Message.ShouldBe(
            "pods \"p\" is forbidden: User \"bob\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"default\"");
        StatusFactory.Unpermitted("bob", "list", new GroupResource("apps", "deployments"), "", "").Message.ShouldBe(
            "deployments.apps is forbidden: User \"bob\" cannot list resource \"deployments\" in API group \"apps\" at the cluster scope");
        StatusFactory.UnpermittedPath("bob", "get", "/metrics").Message.ShouldBe("forbidden: User \"bob\" cannot get path \"/metrics\"");
    }

    [Theory]
    [InlineData(PatchFailure.Malformed, 400, "BadRequest", "m")]
    [InlineData(PatchFailure.NotApplicable, 422, "Invalid", "the server rejected our request due to an error in our request")]
    [InlineData(PatchFailure.TooLarge, 413, "RequestEntityTooLarge", "Request entity too large: m")]
    public void A_failed_patch_has_the_code_of_its_cause(PatchFailure failure, int code, string? reason, string message)
    {
        var status = StatusFactory.Patch(new PatchException(failure, "m"));
        (status.Code, status.Reason, status.Message).ShouldBe((code, reason, message));
    }
}
