using Orchestrator.Api.CustomResources.Validation;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Tests.CustomResources;

/// <summary>Each rule of a schema with a value that breaks it, and the words of a real server.</summary>
public class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "\"x\"", "v: Invalid value: \"string\": v in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"integer"}""", "1.5", "v: Invalid value: \"number\": v in body must be of type integer: \"number\"")]
    [InlineData("""{"type":"string"}""", "1", "v: Invalid value: \"integer\": v in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"string"}""", "null", "v: Invalid value: \"null\": v in body must be of type string: \"null\"")]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "v: Invalid value: \"string\": v in body must be of type boolean: \"string\"")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "{}", "v: Invalid value: \"object\": v in body must be of type array: \"object\"")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[\"a\",1]", "v[1]: Invalid value: \"integer\": v[1] in body must be of type string: \"integer\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "v: Invalid value: \"boolean\": v in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"type":"integer","minimum":1}""", "0", "v: Invalid value: 0: v in body should be greater than or equal to 1")]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMinimum":true}""", "1", "v: Invalid value: 1: v in body should be greater than 1")]
    [InlineData("""{"type":"integer","maximum":9}""", "10", "v: Invalid value: 10: v in body should be less than or equal to 9")]
    [InlineData("""{"type":"integer","maximum":9,"exclusiveMaximum":true}""", "9", "v: Invalid value: 9: v in body should be less than 9")]
    [InlineData("""{"type":"integer","multipleOf":3}""", "4", "v: Invalid value: 4: v in body should be a multiple of 3")]
    [InlineData("""{"type":"string","pattern":"^a+$"}""", "\"b\"", "v: Invalid value: \"b\": v in body should match '^a+$'")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"", "v: Too long: may not be more than 2 bytes")]
    [InlineData("""{"type":"string","minLength":2}""", "\"a\"", "v: Invalid value: \"a\": v in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "v: Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("""{"type":"integer","enum":[1,2]}""", "3", "v: Unsupported value: 3: supported values: \"1\", \"2\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"x\"", "v: Invalid value: \"x\": v in body must be of type date: \"x\"")]
    [InlineData("""{"type":"string","format":"ipv4"}""", "\"1.2.3\"", "v: Invalid value: \"1.2.3\": v in body must be of type ipv4: \"1.2.3\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"x\"", "v: Invalid value: \"x\": v in body must be of type uuid: \"x\"")]
    [InlineData("""{"type":"array","minItems":1,"items":{"type":"string"}}""", "[]", "v: Invalid value: 0: v in body should have at least 1 items")]
    [InlineData("""{"type":"array","maxItems":1,"items":{"type":"string"}}""", "[\"a\",\"b\"]", "v: Too many: 2: must have at most 1 items")]
    [InlineData("""{"type":"object","minProperties":1,"additionalProperties":{"type":"string"}}""", "{}", "v: Invalid value: 0: v in body should have at least 1 properties")]
    [InlineData("""{"type":"object","maxProperties":1,"additionalProperties":{"type":"string"}}""", "{\"a\":\"\",\"b\":\"\"}", "v: Too many: 2: must have at most 1 items")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "{\"a\":1}", "v.a: Invalid value: \"integer\": v.a in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}""", "{}", "v.a: Required value")]
    [InlineData("""{"type":"string","not":{"enum":["a"]}}""", "\"a\"", "<nil>: Invalid value: \"\": \"v\" must not validate the schema (not)")]
    [InlineData(
        """{"type":"integer","anyOf":[{"minimum":5},{"maximum":1}]}""", "3",
        "<nil>: Invalid value: \"\": \"v\" must validate at least one schema (anyOf)|v: Invalid value: 3: v in body should be greater than or equal to 5")]
    [InlineData(
        """{"type":"integer","oneOf":[{"minimum":5},{"minimum":7}]}""", "8",
        "<nil>: Invalid value: \"\": \"v\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    [InlineData(
        """{"type":"integer","oneOf":[{"minimum":5},{"minimum":7}]}""", "3",
        "<nil>: Invalid value: \"\": \"v\" must validate one and only one schema (oneOf). Found none valid|v: Invalid value: 3: v in body should be greater than or equal to 5")]
    [InlineData(
        """{"type":"integer","allOf":[{"minimum":5}]}""", "3",
        "v: Invalid value: 3: v in body should be greater than or equal to 5|<nil>: Invalid value: \"\": \"v\" must validate all the schemas (allOf). None validated")]
    public void A_value_that_breaks_a_rule_is_told_so(string schema, string value, string expected) =>
        string.Join('|', SchemaValidator.Validate(SchemaTest.Tree($"{{\"v\":{value}}}"), SchemaTest.Field(schema)).All).ShouldBe(expected);

    [Theory]
    [InlineData("""{"type":"integer"}""", "1")]
    [InlineData("""{"type":"integer"}""", "2.0")]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"80%\"")]
    [InlineData("""{"type":"string","format":"nothing-known"}""", "\"x\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-02T03:04:05Z\"")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"éé\"")]
    [InlineData("""{"type":"string","pattern":"^[[:alpha:]]+$"}""", "\"ab\"")]
    public void A_good_value_passes(string schema, string value) =>
        SchemaValidator.Validate(SchemaTest.Tree($"{{\"v\":{value}}}"), SchemaTest.Field(schema)).All.ShouldBeEmpty();

    [Fact]
    public void What_an_update_leaves_as_it_was_is_not_checked_again()
    {
        var schema = SchemaTest.Schema(
            """
            {"type":"object","properties":{"a":{"type":"string","maxLength":1},
             "list":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object",
               "required":["k"],"properties":{"k":{"type":"string"},"v":{"type":"string","maxLength":1}}}}}}
            """);
        var old = SchemaTest.Tree("""{"a":"long","list":[{"k":"x","v":"long"},{"k":"y","v":"1"}]}""");
        SchemaValidator.ValidateUpdate(SchemaTest.Tree("""{"a":"long","b":1,"list":[{"k":"y","v":"2"},{"k":"x","v":"long"}]}"""), old, schema).All.ShouldBeEmpty();
        SchemaValidator.ValidateUpdate(SchemaTest.Tree("""{"a":"longer","list":[{"k":"x","v":"longer"}]}"""), old, schema).All
            .Select(error => error.Field).ShouldBe(["a", "list[0].v"]);
    }

    [Theory]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}""", "[\"a\",\"a\"]", "v[1]: Duplicate value: \"a\"")]
    [InlineData(
        """{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}""",
        "[{\"k\":\"a\"},{\"k\":\"a\"}]", "v[1]: Duplicate value: {\"k\":\"a\"}")]
    public void Sets_and_maps_hold_nothing_twice(string schema, string value, string expected)
    {
        var errors = new FieldErrors();
        ListTypeRules.Check(SchemaTest.Tree($"{{\"v\":{value}}}"), SchemaTest.Field(schema), null, errors);
        errors.ToString().ShouldBe(expected);
    }
}
