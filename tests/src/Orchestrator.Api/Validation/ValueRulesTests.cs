using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Validation;

public class ValueRulesTests
{
    [Theory]
    [InlineData("http", null)]
    [InlineData("a-1", null)]
    [InlineData("80", "must contain at least one letter (a-z)")]
    [InlineData("a--b", "must not contain consecutive hyphens")]
    [InlineData("-a", "must not begin or end with a hyphen")]
    [InlineData("Http", "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")]
    [InlineData("abcdefghijklmnop", "must be no more than 15 bytes")]
    public void Port_names(string name, string? message) => ValueRules.PortName(name).ShouldBe(message is null ? [] : [message]);

    [Theory]
    [InlineData("key.name", null)]
    [InlineData("..", "must not be '..'")]
    [InlineData("..data", "must not start with '..'")]
    [InlineData("a b", "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    public void Keys_of_config_maps(string key, string? message) => ValueRules.ConfigKey(key).ShouldBe(message is null ? [] : [message]);

    [Theory]
    [InlineData("PATH", true)]
    [InlineData("1odd.but-allowed", true)]
    [InlineData("A=B", false)]
    [InlineData("", false)]
    [InlineData("ä", false)]
    public void Names_of_environment_variables(string name, bool good) => (ValueRules.EnvironmentVariableName(name).Count == 0).ShouldBe(good);

    [Theory]
    [InlineData("25%", true)]
    [InlineData("%", false)]
    [InlineData("-1%", false)]
    [InlineData("25", false)]
    public void Percentages(string text, bool good) => (ValueRules.Percentage(text).Count == 0).ShouldBe(good);
}
