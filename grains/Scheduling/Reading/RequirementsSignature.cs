using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Scheduling.Reading;

/// <summary>Text that is the same for pods that ask the same of their node.</summary>
internal static class RequirementsSignature
{
    [ThreadStatic]
    private static PooledBufferWriter? _buffer;

    /// <summary>The pod's signature: a hash of all that <see cref="RequirementsReader"/> reads.</summary>
    public static string Of(Pod pod)
    {
        var buffer = _buffer ??= new PooledBufferWriter();
        buffer.Clear();
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartArray();
            Write(writer, pod.Spec.Affinity?.NodeAffinity);
            Write(writer, pod.Spec.Resources);
            foreach (var (key, value) in Sorted(pod.Spec.NodeSelector))
            {
                writer.WriteStringValue(key);
                writer.WriteStringValue(value);
            }

            foreach (var toleration in pod.Spec.Tolerations ?? [])
            {
                toleration.Write(writer);
            }

            foreach (var (name, amount) in pod.Spec.Overhead ?? [])
            {
                writer.WriteStringValue(name);
                writer.WriteStringValue(amount.ToString());
            }

            Write(writer, pod.Spec.InitContainers);
            Write(writer, pod.Spec.Containers);
            foreach (var volume in pod.Spec.Volumes ?? [])
            {
                if (volume.Image is not null)
                {
                    writer.WriteStringValue(volume.Image.Reference);
                }
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan));
    }

    /// <summary>Labels in the order of their keys.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Sorted(Dictionary<string, string>? labels) =>
        labels is null ? [] : labels.Count < 2 ? labels : labels.OrderBy(label => label.Key, StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter writer, IJsonModel? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.Write(writer);
        }
    }

    private static void Write(Utf8JsonWriter writer, List<Container>? containers)
    {
        writer.WriteStartArray();
        foreach (var container in containers ?? [])
        {
            writer.WriteStringValue(container.RestartPolicy);
            writer.WriteStringValue(container.Image);
            container.Resources.Write(writer);
            foreach (var port in container.Ports ?? [])
            {
                if (port.HostPort is > 0)
                {
                    port.Write(writer);
                }
            }
        }

        writer.WriteEndArray();
    }
}
