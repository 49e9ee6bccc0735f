using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Fixtures;

/// <summary>One object in its three encodings.</summary>
public sealed class Fixture
{
    private readonly string _name;

    private Fixture(string name) => _name = name;

    public string GroupVersion => _name[.._name.LastIndexOf('.')];

    public string Kind => _name[(_name.LastIndexOf('.') + 1)..];

    /// <summary>The table of its type.</summary>
    public TypeSchema Schema => TypeSchemas.Find(SchemaName(GroupVersion)) ?? TypeSchemas.Get(SchemaName("meta.v1"));

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

    /// <summary>Decodes JSON into the typed model, strictly, and encodes it again.</summary>
    public byte[] ThroughModel(byte[] json)
    {
        var context = new JsonReadContext(FieldValidation.Strict);
        var encoded = ModelCodec.For(Schema.Name).RoundTrip(json, context);
        context.Problems.ShouldBeEmpty();
        return encoded;
    }

    private string SchemaName(string groupVersion)
    {
        var dot = groupVersion.LastIndexOf('.');
        return $"{groupVersion[..dot]}/{groupVersion[(dot + 1)..]}.{Kind}";
    }

    private byte[] Read(string extension) => File.ReadAllBytes(FactsFolder.FixturePath($"{_name}.{extension}"));
}
