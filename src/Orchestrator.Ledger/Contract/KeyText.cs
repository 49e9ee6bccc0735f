using System.Text;
using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Contract;

/// <summary>The text form of an <see cref="ObjectKey"/> as UTF-8, without a string in between.</summary>
internal static class KeyText
{
    /// <summary>Enough for any key of a valid object; a longer one takes an array of its own.</summary>
    public const int UsualLength = 1024;

    /// <summary>Encodes the key into the buffer, or into a new array when that is too small.</summary>
    public static ReadOnlySpan<byte> Encode(in ObjectKey key, Span<byte> buffer)
    {
        var group = key.Group.Length == 0 ? GroupResource.CoreGroupText : key.Group;
        var longest = Encoding.UTF8.GetMaxByteCount(group.Length + key.Resource.Length + key.Namespace.Length + key.Name.Length) + 3;
        if (longest > buffer.Length)
        {
            buffer = new byte[longest];
        }

        var length = Encoding.UTF8.GetBytes(group, buffer);
        buffer[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(key.Resource, buffer[length..]);
        buffer[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(key.Namespace, buffer[length..]);
        buffer[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(key.Name, buffer[length..]);
        return buffer[..length];
    }
}
