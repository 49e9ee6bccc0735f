namespace Orchestrator.Api.Protobuf;

/// <summary>Bytes that are no message of the type that they should be, or not within bounds.</summary>
public sealed class ProtobufException : Exception
{
    /// <summary>Makes one.</summary>
    public ProtobufException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public ProtobufException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
