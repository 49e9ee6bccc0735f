namespace Orchestrator.Api.Tests.Fixtures;

/// <summary>Finds the folder of facts and fixtures: <c>KUBERNETES_API_FACTS</c>, or <c>shared/kubernetes-api</c> beside the repository or one of its parents.</summary>
internal static class FactsFolder
{
    public static string? Path { get; } = Find();

    public static string FixturePath(string file) => System.IO.Path.Combine(Path!, "fixtures-1.35", file);

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("KUBERNETES_API_FACTS");
        if (!string.IsNullOrEmpty(given))
        {
            return Directory.Exists(given) ? given : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "kubernetes-api");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
