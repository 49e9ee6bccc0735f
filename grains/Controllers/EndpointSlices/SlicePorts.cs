using System.Globalization;
using Orchestrator.Api.Models.Discovery.V1;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>The ports of a slice, and a text that is the same for the same ports in any order. All endpoints of a slice have the same ports.</summary>
internal sealed record SlicePorts(List<EndpointPort> Ports, string Key)
{
    /// <summary>The ports with their key.</summary>
    public static SlicePorts Of(List<EndpointPort> ports)
    {
        var texts = new string[ports.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var port = ports[i];
            texts[i] = string.Create(CultureInfo.InvariantCulture, $"{port.Name}/{port.Protocol}/{port.Port}/{port.AppProtocol}");
        }

        Array.Sort(texts, StringComparer.Ordinal);
        return new SlicePorts(ports, string.Join(',', texts));
    }
}
