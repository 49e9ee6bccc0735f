using Orchestrator.Api.Apply;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Apply;

public sealed class ApplyProblemsTests
{
    [Theory]
    [InlineData("{spec: {foo: 1}}", ".spec.foo: field not declared in schema")]
    [InlineData("{spec: {containers: [{name: x, foo: 1}]}}", """.spec.containers[name="x"].foo: field not declared in schema""")]
    [InlineData("{spec: {foo: 1}, status: {bar: 1}}", "errors:\n  .spec.foo: field not declared in schema\n  .status.bar: field not declared in schema")]
    [InlineData("{spec: {containers: [{name: x}, {name: x}]}}", """.spec.containers: duplicate entries for key [name="x"]""")]
    [InlineData("{metadata: {finalizers: [x, x]}}", """.metadata.finalizers: duplicate entries for key [="x"]""")]
    [InlineData("{spec: {containers: [{image: x}]}}", ".spec.containers: element 0: associative list with keys has an element that omits key field \"name\" (and doesn't have default value)")]
    [InlineData("{spec: {containers: [null]}}", ".spec.containers: element 0: associative list with keys may not have a null element")]
    [InlineData("{spec: {containers: [1]}}", ".spec.containers: element 0: associative list with keys may not have non-map elements")]
    [InlineData("{spec: {containers: {a: b}}}", ".spec.containers: expected list, got &{map[a:b]}")]
    [InlineData("{spec: []}", ".spec: expected map, got &{[]}")]
    [InlineData("{spec: {nodeName: 1}}", ".spec.nodeName: expected string, got &value.valueUnstructured{Value:1}")]
    [InlineData("{spec: {hostNetwork: 'yes'}}", ".spec.hostNetwork: expected boolean, got &{yes}")]
    [InlineData("{spec: {priority: 'x'}}", ".spec.priority: expected numeric (int or float), got string")]
    [InlineData("{spec: {nodeName: null, containers: null}}", null)]
    [InlineData("{metadata: {labels: {any: thing}}}", null)]
    public void Problems_are_worded_as_by_a_real_server(string yaml, string? problem) =>
        ApplyProblems.Find(Subject.Tree(yaml), TypeSchemas.Get("core/v1.Pod")).ShouldBe(problem);
}
