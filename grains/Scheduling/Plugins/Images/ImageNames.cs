namespace Orchestrator.Grains.Scheduling.Plugins.Images;

/// <summary>Names of images.</summary>
internal static class ImageNames
{
    /// <summary>The name with the tag that is meant when there is none.</summary>
    public static string Normalize(string name) =>
        name.LastIndexOf(':') <= name.LastIndexOf('/') && !name.Contains('@', StringComparison.Ordinal) ? name + ":latest" : name;
}
