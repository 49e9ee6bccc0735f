namespace Orchestrator.Api.Protobuf;

/// <summary>A message of at most three fields, such as a timestamp or a quantity, taken apart. The last value of a field wins.</summary>
internal ref struct SmallMessage
{
    public ulong Number1;
    public ulong Number2;
    public ReadOnlySpan<byte> Bytes1;
    public ReadOnlySpan<byte> Bytes2;
    public ReadOnlySpan<byte> Bytes3;
    public bool Has1;
    public bool Has2;

    public static SmallMessage Read(ReadOnlySpan<byte> message)
    {
        var fields = default(SmallMessage);
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Number)
            {
                case 1:
                    (fields.Has1, fields.Number1) = (true, reader.Value);
                    fields.Bytes1 = reader.Bytes;
                    break;
                case 2:
                    (fields.Has2, fields.Number2) = (true, reader.Value);
                    fields.Bytes2 = reader.Bytes;
                    break;
                case 3:
                    fields.Bytes3 = reader.Bytes;
                    break;
                default:
                    break;
            }
        }

        return fields;
    }
}
