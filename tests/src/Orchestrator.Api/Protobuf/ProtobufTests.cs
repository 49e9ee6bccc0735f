using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Protobuf;

public class ProtobufTests
{
    private static readonly TypeSchema Pod = TypeSchemas.Get("core/v1.Pod");

    [FsCheck.Xunit.Property]
    public void Any_pod_round_trips(FsCheck.NonNull<string> name, long generation, int priority, bool hostNetwork, (FsCheck.NonNull<string> Key, FsCheck.NonNull<string> Value)[] labels, int[] ports)
    {
        var pod = new Pod { Metadata = { Name = Clean(name.Get), Generation = generation, Labels = [] }, Spec = { Priority = priority, HostNetwork = hostNetwork } };
        foreach (var (key, value) in labels)
        {
            pod.Metadata.Labels[Clean(key.Get)] = Clean(value.Get);
        }

        pod.Spec.Containers.Add(new Container { Name = "c", Ports = [.. ports.Select(port => new ContainerPort { ContainerPortValue = port })] });
        var json = JsonModel.ToBytes(pod);
        Encoding.UTF8.GetString(ProtobufCodec.ToJson(Pod, ProtobufCodec.FromJson(Pod, json))).ShouldBe(Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void A_custom_resource_definition_round_trips_with_its_unions()
    {
        var schema = TypeSchemas.Get("apiextensions.k8s.io/v1.CustomResourceDefinition");
        var crd = JsonModel.Read<CustomResourceDefinition>("""
            {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","metadata":{"name":"foos.x.io"},"spec":{"group":"x.io","scope":"Namespaced",
            "names":{"plural":"foos","kind":"Foo"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{
            "type":"object","properties":{"a":{"type":"array","items":{"type":"string"},"default":["x",null,{"b":1}]},"b":{"items":[{"type":"string"},{"type":"number"}]},
            "c":{"additionalProperties":true},"d":{"additionalProperties":false},"e":{"additionalProperties":{"type":"integer"}},"f":{"maximum":1.5,"minimum":-3,"enum":[1,"a",null]},
            "g":{"dependencies":{"x":["y","z"],"w":{"type":"string"}}}}}}}]}}
            """u8.ToArray());
        var json = JsonModel.ToBytes(crd);
        Encoding.UTF8.GetString(ProtobufCodec.ToJson(schema, ProtobufCodec.FromJson(schema, json))).ShouldBe(Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void Unknown_fields_are_skipped_and_the_last_scalar_counts()
    {
        var bytes = ProtobufCodec.FromJson(Pod, """{"kind":"Pod","apiVersion":"v1","spec":{"nodeName":"n"}}"""u8.ToArray());
        ProtobufCodec.TypeOf(bytes).ShouldBe(("v1", "Pod"));

        // runtime.Unknown { raw: { 99: 5, metadata: { name: "a", name: "b" } } }
        var foreign = "k8s\0"u8.ToArray().Concat(Convert.FromHexString("120B980605" + "0A06" + "0A0161" + "0A0162")).ToArray();
        Encoding.UTF8.GetString(ProtobufCodec.ToJson(Pod, foreign)).ShouldContain("\"metadata\":{\"name\":\"b\"}");
    }

    [Theory]
    [InlineData("", "expected prefix")]
    [InlineData("6B387300" + "12", "unexpected EOF")]
    [InlineData("6B387300" + "12FFFFFFFF0F", "unexpected EOF")]
    [InlineData("6B387300" + "12FFFFFFFFFFFFFFFFFFFF01", "integer overflow")]
    [InlineData("6B387300" + "1300", "illegal wire type 3")]
    [InlineData("6B387300" + "1202" + "0805", "wrong wireType = 0 for field 1")]
    [InlineData("6B387300" + "1204" + "0A020A05", "unexpected EOF")]
    [InlineData("6B387300" + "1205" + "0A030A01FF", "no valid UTF-8")]
    public void Hostile_bytes_are_refused(string hex, string message) =>
        Should.Throw<ProtobufException>(() => ProtobufCodec.ToJson(Pod, Convert.FromHexString(hex))).Message.ShouldContain(message);

    [Fact]
    public void Deep_messages_are_refused()
    {
        // JSONSchemaProps.not (28) nests in itself
        byte[] message = [];
        for (var i = 0; i < 1000; i++)
        {
            message = [0xE2, 0x01, .. Varint(message.Length), .. message];
        }

        byte[] envelope = [.. "k8s\0"u8, 0x12, .. Varint(message.Length), .. message];
        var schema = TypeSchemas.Get("apiextensions.k8s.io/v1.JSONSchemaProps");
        Should.Throw<ProtobufException>(() => ProtobufCodec.ToJson(schema, envelope)).Message.ShouldContain("too deep");
    }

    [FsCheck.Xunit.Property]
    public bool Random_bytes_are_decoded_or_refused(byte[] noise)
    {
        try
        {
            ProtobufCodec.ToJson(Pod, (byte[])[.. "k8s\0"u8, .. noise]);
            ProtobufCodec.ToJson(Pod, (byte[])[.. "k8s\0"u8, 0x12, .. Varint(noise.Length), .. noise]);
        }
        catch (ProtobufException)
        {
            return true;
        }

        return true;
    }

    [Fact]
    public void Values_of_the_wrong_type_are_refused() =>
        Should.Throw<ProtobufException>(() => ProtobufCodec.FromJson(Pod, """{"spec":{"nodeName":1}}"""u8.ToArray())).Message.ShouldContain("nodeName");

    [Fact]
    public void Kinds_without_numbers_have_no_protobuf_encoding()
    {
        ProtobufCodec.Supports(TypeSchemas.Get("meta/v1.Table")).ShouldBeFalse();
        ProtobufCodec.Supports(Pod).ShouldBeTrue();
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    // Lone surrogates have no UTF-8 form
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
