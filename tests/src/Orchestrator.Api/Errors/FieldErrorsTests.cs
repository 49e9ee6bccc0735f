using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Tests.Errors;

public class FieldErrorsTests
{
    private static readonly FieldPath Path = FieldPath.Of("spec", "f");

    public static TheoryData<Action<FieldErrors>, string, string> Wordings => new()
    {
        { e => e.Required(Path), "FieldValueRequired", "spec.f: Required value" },
        { e => e.Required(Path, "name or generateName is required"), "FieldValueRequired", "spec.f: Required value: name or generateName is required" },
        { e => e.Invalid(Path, "a\"b\n", "must be good"), "FieldValueInvalid", "spec.f: Invalid value: \"a\\\"b\\n\": must be good" },
        { e => e.Invalid(Path, -1, "must be greater than or equal to 0"), "FieldValueInvalid", "spec.f: Invalid value: -1: must be greater than or equal to 0" },
        { e => e.Invalid(Path, true, "x"), "FieldValueInvalid", "spec.f: Invalid value: true: x" },
        { e => e.Invalid(Path, null, "x"), "FieldValueInvalid", "spec.f: Invalid value: \"null\": x" },
        { e => e.Invalid(Path, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }, "x"), "FieldValueInvalid", "spec.f: Invalid value: {\"a\":\"1\",\"b\":\"2\"}: x" },
        { e => e.Invalid(Path, new JsonArray(1, "b"), "x"), "FieldValueInvalid", "spec.f: Invalid value: [1,\"b\"]: x" },
        { e => e.NotSupported(Path, "c", ["a", "b"]), "FieldValueNotSupported", "spec.f: Unsupported value: \"c\": supported values: \"a\", \"b\"" },
        { e => e.Forbidden(Path, "not here"), "FieldValueForbidden", "spec.f: Forbidden: not here" },
        { e => e.Duplicate(Path, "x"), "FieldValueDuplicate", "spec.f: Duplicate value: \"x\"" },
        { e => e.TooLong(Path, 63), "FieldValueTooLong", "spec.f: Too long: may not be more than 63 bytes" },
        { e => e.TooMany(Path, 9, 8), "FieldValueTooMany", "spec.f: Too many: 9: must have at most 8 items" },
        { e => e.NotFound(Path, "vol"), "FieldValueNotFound", "spec.f: Not found: \"vol\"" },
        { e => e.TypeInvalid(Path, "x", "must be integer"), "FieldValueTypeInvalid", "spec.f: Invalid value: \"x\": must be integer" },
        { e => e.InternalError(Path, "broken"), "InternalError", "spec.f: Internal error: broken" },
    };

    [Theory]
    [MemberData(nameof(Wordings))]
    public void Each_type_has_the_reason_and_the_words_of_a_real_server(Action<FieldErrors> add, string reason, string text)
    {
        var errors = new FieldErrors();
        add(errors);
        errors.Single().Reason.ShouldBe(reason);
        errors.ToString().ShouldBe(text);
    }

    [Fact]
    public void Several_errors_stand_in_brackets_and_equal_ones_once()
    {
        var errors = new FieldErrors();
        errors.Required(Path);
        errors.Required(Path);
        errors.Forbidden(Path, "no");
        errors.ToString().ShouldBe("[spec.f: Required value, spec.f: Forbidden: no]");
        errors.Count.ShouldBe(3);
    }
}
