using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Writes a status as a merge patch of the subresource <c>status</c>: it replaces the status and touches nothing else, so it can neither undo nor be refused for
/// what somebody else changed in the spec meanwhile.
/// </summary>
internal static class StatusPatch
{
    /// <summary>The patch; null when the status stays as it is.</summary>
    /// <param name="uid">The object's uid: another one of the same name is not meant.</param>
    /// <param name="before">The status as it is.</param>
    /// <param name="after">The status as it should be.</param>
    public static byte[]? Of(string uid, IJsonModel before, IJsonModel after)
    {
        var old = JsonModel.ToBytes(before);
        var wanted = JsonModel.ToBytes(after);
        if (old.AsSpan().SequenceEqual(wanted))
        {
            return null;
        }

        using var present = JsonDocument.Parse(old);
        using var next = JsonDocument.Parse(wanted);
        return MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, uid);
            writer.WriteEndObject();
            writer.WriteStartObject("status"u8);
            foreach (var field in next.RootElement.EnumerateObject())
            {
                field.WriteTo(writer);
            }

            foreach (var field in present.RootElement.EnumerateObject())
            {
                if (!next.RootElement.TryGetProperty(field.Name, out _))
                {
                    writer.WriteNull(field.Name);
                }
            }

            writer.WriteEndObject();
        });
    }
}
