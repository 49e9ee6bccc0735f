using System.Text;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class SecretTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "Secret");

    [Fact]
    public void Text_is_merged_into_data_and_wins()
    {
        var secret = Secret(""" "data":{"a":"MQ==","b":"Mg=="},"stringData":{"a":"new"} """);
        Create(Kind, secret).ShouldBeEmpty();
        (Encoding.UTF8.GetString(secret.Data!["a"]), Encoding.UTF8.GetString(secret.Data["b"]), secret.StringData, secret.Type).ShouldBe(("new", "2", null, "Opaque"));
    }

    [Theory]
    [InlineData(""" "type":"kubernetes.io/tls","data":{"tls.crt":""} """, "data[tls.key]: Required value")]
    [InlineData(""" "type":"kubernetes.io/ssh-auth" """, "data[ssh-privatekey]: Required value")]
    [InlineData(""" "type":"kubernetes.io/dockerconfigjson" """, "data[.dockerconfigjson]: Required value")]
    [InlineData(""" "type":"kubernetes.io/service-account-token" """, "metadata.annotations[kubernetes.io/service-account.name]: Required value")]
    public void Its_type_says_what_it_must_have(string fields, string error) => Create(Kind, Secret(fields)).ShouldBe([error]);

    [Fact]
    public void What_is_no_JSON_is_not_repeated() =>
        Create(Kind, Secret(""" "type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"hunter2"} """)).Single()
            .ShouldStartWith("data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\"");

    [Fact]
    public void Its_type_does_not_change() =>
        Update(Kind, Secret(""" "type":"b" """), Secret(""" "type":"a" """)).ShouldBe(["type: Invalid value: \"b\": field is immutable"]);

    [Fact]
    public void Can_be_selected_by_type() => Kind.Strategy!.SelectableFields["type"](Secret(""" "type":"a" """)).ShouldBe("a");

    private static Secret Secret(string fields) => Decode<Secret>("v1", "Secret", $$"""{"metadata":{"name":"s","namespace":"default"},{{fields}}}""");
}
