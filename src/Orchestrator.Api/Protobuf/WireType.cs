namespace Orchestrator.Api.Protobuf;

/// <summary>How a field's value is laid out in the protobuf encoding.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
