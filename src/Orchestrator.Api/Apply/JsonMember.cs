namespace Orchestrator.Api.Apply;

/// <summary>Where a field's name (without its quotes) and value stand in a JSON text.</summary>
internal readonly record struct JsonMember(int NameStart, int NameLength, int ValueStart, int ValueLength)
{
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> json) => json.Slice(NameStart, NameLength);

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json) => json.Slice(ValueStart, ValueLength);
}
