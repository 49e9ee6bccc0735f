using System.Xml.Linq;

namespace Orchestrator.Architecture.Tests;

/// <summary>The repository as files: what the architecture's rules are checked against.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Hand-written C# files, as paths relative to the root.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "Generated" or "artifacts"));

    /// <summary>Every project's name and the names of the projects that it references.</summary>
    public static IReadOnlyDictionary<string, string[]> ProjectReferences() =>
        new[] { "src", "grains", "silo", "client", "bench" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), References);

    private static string[] References(string project)
    {
        var text = File.ReadAllText(project);
        var references = XDocument.Parse(text).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        return [.. references, .. text.Contains("ActorRuntime.props", StringComparison.Ordinal) ? ["Orchestrator.Actors"] : Array.Empty<string>()];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Orchestrator.sln is in no folder above the tests");
    }
}
