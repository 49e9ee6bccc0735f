namespace Orchestrator.Api.Tests.Fixtures;

/// <summary>One object in its three encodings.</summary>
public sealed class Fixture
{
    private readonly string _name;

    private Fixture(string name) => _name = name;

    public string GroupVersion => _name[.._name.LastIndexOf('.')];

    public string Kind => _name[(_name.LastIndexOf('.') + 1)..];

    public byte[] Json => Read("json");

    public byte[] Yaml => Read("yaml");

    public byte[] Protobuf => Read("pb");

    /// <summary>The names of all fixtures; one placeholder where the folder is missing, so that the tests are skipped by name.</summary>
    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        string[] files = FactsFolder.Path is null ? ["missing.json"] : Directory.GetFiles(FactsFolder.FixturePath(""), "*.json");
        foreach (var file in files.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal))
        {
            names.Add(file);
        }

        return names;
    }

    public static Fixture Load(string name)
    {
        Skip.If(FactsFolder.Path is null, "the folder of Kubernetes API fixtures (../shared/kubernetes-api or KUBERNETES_API_FACTS) is missing");
        return new Fixture(name);
    }

    private byte[] Read(string extension) => File.ReadAllBytes(FactsFolder.FixturePath($"{_name}.{extension}"));
}
