using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Api.Generator.Facts;

/// <summary>A resource as an older server showed it in discovery.</summary>
internal sealed class ObservedResource
{
    [JsonPropertyName("group")]
    public string Group { get; set; } = "";

    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    [JsonPropertyName("shortNames")]
    public List<string> ShortNames { get; set; } = [];

    [JsonPropertyName("categories")]
    public List<string> Categories { get; set; } = [];

    /// <summary>What came after that server.</summary>
    private static readonly ObservedResource[] Later =
    [
        new() { Group = "batch", Name = "cronjobs", ShortNames = ["cj"], Categories = ["all"] },
        new() { Group = "policy", Name = "poddisruptionbudgets", ShortNames = ["pdb"] },
        new() { Group = "networking.k8s.io", Name = "ipaddresses", ShortNames = ["ip"] },
        new() { Group = "storage.k8s.io", Name = "volumeattributesclasses", ShortNames = ["vac"] },
        new() { Group = "admissionregistration.k8s.io", Name = "validatingadmissionpolicies", Categories = ["api-extensions"] },
        new() { Group = "admissionregistration.k8s.io", Name = "validatingadmissionpolicybindings", Categories = ["api-extensions"] },
    ];

    /// <summary>Loads the resources by group and name; the later ones win.</summary>
    public static Dictionary<(string Group, string Name), ObservedResource> Load(string path)
    {
        using var stream = File.OpenRead(path);
        var file = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream) ?? [];
        var observed = file["resources"].Deserialize<List<ObservedResource>>() ?? [];
        return observed.Concat(Later).GroupBy(resource => (resource.Group, resource.Name)).ToDictionary(group => group.Key, group => group.Last());
    }
}
