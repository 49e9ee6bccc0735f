namespace Orchestrator.Api.Generator;

/// <summary>The folder of generated files; files that are no longer generated are removed from it, and unchanged ones not touched.</summary>
internal sealed class OutputFolder(string root)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>How many files have been written.</summary>
    public int Count => _written.Count;

    /// <summary>Writes a file.</summary>
    public void Write(string relativePath, string text)
    {
        var path = Path.GetFullPath(Path.Combine(root, relativePath));
        _written.Add(path);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>Removes generated files of earlier runs.</summary>
    public void RemoveOthers()
    {
        foreach (var path in Directory.EnumerateFiles(root, "*.g.cs", SearchOption.AllDirectories).Where(path => !_written.Contains(Path.GetFullPath(path))).ToList())
        {
            File.Delete(path);
        }
    }
}
