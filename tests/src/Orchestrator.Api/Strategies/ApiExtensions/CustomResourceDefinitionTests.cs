using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Strategies.ApiExtensions;

namespace Orchestrator.Api.Tests.Strategies.ApiExtensions;

/// <summary>What a definition may say, each rule with the words of a real server.</summary>
public class CustomResourceDefinitionTests
{
    private const string Root = "spec.versions[0].schema.openAPIV3Schema";

    [Fact]
    public void A_good_definition_passes() => Check(Definition()).ShouldBe("");

    [Theory]
    [InlineData("\"group\":\"example.com\"", "\"group\":\"example\"", "[metadata.name: Invalid value: \"tabs.example.com\": must be spec.names.plural+\".\"+spec.group, spec.group: Invalid value: \"example\": should be a domain with at least one dot]")]
    [InlineData("\"plural\":\"tabs\"", "\"plural\":\"tab\"", "metadata.name: Invalid value: \"tabs.example.com\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("\"scope\":\"Namespaced\"", "\"scope\":\"Elsewhere\"", "spec.scope: Unsupported value: \"Elsewhere\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("\"scope\":\"Namespaced\"", "\"scope\":\"\"", "spec.scope: Required value")]
    [InlineData("\"kind\":\"Tab\"", "\"kind\":\"Tab\",\"listKind\":\"Tab\"", "spec.names.listKind: Invalid value: \"Tab\": kind and listKind may not be the same")]
    [InlineData("\"scope\":\"Namespaced\"", "\"scope\":\"Namespaced\",\"preserveUnknownFields\":true", "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")]
    [InlineData("\"scope\":\"Namespaced\"", "\"scope\":\"Namespaced\",\"conversion\":{\"strategy\":\"Magic\"}", "spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\"")]
    [InlineData("\"scope\":\"Namespaced\"", "\"scope\":\"Namespaced\",\"conversion\":{\"strategy\":\"Webhook\",\"webhook\":{\"conversionReviewVersions\":[\"v1\"]}}", "spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook")]
    [InlineData("\"deprecated\":false", "\"deprecationWarning\":\"x\"", "spec.versions[0].deprecationWarning: Invalid value: \"x\": can only be set for deprecated versions")]
    [InlineData("\"deprecated\":false", "\"subresources\":{\"scale\":{\"specReplicasPath\":\".status.a\",\"statusReplicasPath\":\".status.a\"}}", "spec.versions[0].subresources.scale.specReplicasPath: Invalid value: \".status.a\": should be a json path under .spec")]
    [InlineData("\"deprecated\":false", "\"subresources\":{\"scale\":{\"specReplicasPath\":\"spec.a\",\"statusReplicasPath\":\".status.a\"}}", "spec.versions[0].subresources.scale.specReplicasPath: Invalid value: \"spec.a\": must be a simple json path starting with .")]
    [InlineData("\"deprecated\":false", "\"additionalPrinterColumns\":[{\"name\":\"A\",\"type\":\"text\",\"jsonPath\":\".spec\"}]", "spec.versions[0].additionalPrinterColumns[0].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string")]
    [InlineData("\"deprecated\":false", "\"selectableFields\":[{\"jsonPath\":\".spec.none\"}]", "spec.versions[0].selectableFields[0].jsonPath: Invalid value: \".spec.none\": is an invalid path: does not refer to a valid field")]
    [InlineData("\"deprecated\":false", "\"selectableFields\":[{\"jsonPath\":\".metadata.name\"}]", "spec.versions[0].selectableFields[0].jsonPath: Invalid value: \".metadata.name\": must not point to fields in metadata")]
    public void What_is_wrong_with_a_definition_is_told(string part, string instead, string expected) =>
        Check(Definition().Replace(part, instead, StringComparison.Ordinal)).ShouldBe(expected);

    [Theory]
    [InlineData("""{}""", "spec.versions[0].schema.openAPIV3Schema.type: Required value: must not be empty at the root")]
    [InlineData("""{"type":"string"}""", Root + ".type: Invalid value: \"string\": must be object at the root")]
    [InlineData("""{"type":"object","nullable":true}""", Root + ".nullable: Forbidden: nullable cannot be true at the root")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", Root + ".properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"any"}}}""", Root + ".properties[a].type: Unsupported value: \"any\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array"}}}""", Root + ".properties[a].items: Required value: must be specified")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{}}}}""", Root + ".properties[a].items.type: Required value: must not be empty for specified array items")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","uniqueItems":true,"items":{"type":"string"}}}}""", Root + ".properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","additionalProperties":false}}}""", Root + ".properties[a].additionalProperties: Forbidden: additionalProperties cannot be set to false")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","additionalProperties":true,"properties":{"b":{"type":"string"}}}}}""", Root + ".properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","$ref":"x"}}}""", Root + ".properties[a].$ref: Forbidden: $ref is not supported")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","x-kubernetes-preserve-unknown-fields":false}}}""", Root + ".properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","x-kubernetes-list-type":"set"}}}""", Root + ".properties[a].type: Invalid value: \"string\": must be array if x-kubernetes-list-type is specified")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"bag","items":{"type":"string"}}}}""", Root + ".properties[a].x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","items":{"type":"object"}}}}""", Root + ".properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}}}""", Root + ".properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":1}}}""", Root + ".properties[a].default: Invalid value: \"integer\": spec.versions[0].schema.openAPIV3Schema.properties[a].default in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","default":{"b":1}}}}""", Root + ".properties[a].default: Invalid value: {\"b\":1}: must not have unknown fields")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"anyOf":[{"properties":{"b":{"minimum":1}}}]}""", Root + ".properties[b]: Required value: because it is defined in " + Root + ".anyOf[0].properties[b]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","anyOf":[{"type":"integer"}]}}}""", Root + ".properties[a].anyOf[0].type: Forbidden: must be empty to be structural")]
    [InlineData("""{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}""", Root + ".properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","x-kubernetes-embedded-resource":true}}}""", Root + ".properties[a].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","x-kubernetes-validations":[{"rule":""}]}}}""", Root + ".properties[a].x-kubernetes-validations[0].rule: Required value: rule is not specified")]
    public void What_is_wrong_with_a_schema_is_told(string schema, string expected) => Check(Definition(schema)).ShouldBe(expected);

    [Fact]
    public void An_integer_or_string_may_be_spelled_out() => Check(Definition(
        """{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}}}""")).ShouldBe("");

    [Fact]
    public void A_group_of_the_project_needs_its_approval() => Check(
        Definition().Replace("example.com", "stuff.k8s.io", StringComparison.Ordinal)).ShouldBe(
        "metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111");

    [Fact]
    public void A_version_that_holds_objects_may_not_be_left_out()
    {
        var old = Read(Definition());
        ObjectRules.PrepareForCreate(Strategy, old);
        var changed = Read(Definition().Replace("\"name\":\"v1\"", "\"name\":\"v2\"", StringComparison.Ordinal));
        ObjectRules.PrepareForUpdate(Strategy, changed, old, "");
        changed.Status.StoredVersions.ShouldBe(["v1", "v2"]);
        ObjectRules.ValidateUpdate(Strategy, false, changed, old, "").ShouldContain(
            error => error.ToString().StartsWith("status.storedVersions[0]: Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version", StringComparison.Ordinal));
    }

    private static CustomResourceDefinitionStrategy Strategy { get; } = new();

    private static string Definition(string schema = """{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"}}}}}""") => """
        {"metadata":{"name":"tabs.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"tabs","kind":"Tab"},
         "versions":[{"name":"v1","served":true,"storage":true,"deprecated":false,"schema":{"openAPIV3Schema":SCHEMA}}]}}
        """.Replace("SCHEMA", schema, StringComparison.Ordinal);

    private static CustomResourceDefinition Read(string json)
    {
        var definition = JsonModel.Read<CustomResourceDefinition>(System.Text.Encoding.UTF8.GetBytes(json));
        ObjectRules.Default(Strategy, definition);
        return definition;
    }

    private static string Check(string json)
    {
        var definition = Read(json);
        ObjectRules.PrepareForCreate(Strategy, definition);
        FieldErrors errors = ObjectRules.Validate(Strategy, false, definition);
        return errors.ToString();
    }
}
