namespace Orchestrator.Api.Protobuf;

/// <summary>How a field's value is laid out in the protobuf encoding.</summary>
public enum WireType
{
    /// <summary>A number in groups of seven bits.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then that many bytes: text, bytes, a message.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
