using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Apply;

/// <summary>
/// The annotation in which <c>kubectl apply</c> without server-side apply keeps what it applied last. Who goes over to server-side apply keeps those fields, and the
/// annotation is kept up to date for who goes back (a real server's <c>lastAppliedManager</c> and <c>lastAppliedUpdater</c>).
/// </summary>
public static class LastApplied
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    private const string Kubectl = "kubectl";

    /// <summary>The most bytes that all annotations together may have.</summary>
    private const int MostAnnotationBytes = 256 * 1024;

    /// <summary>Writes the configuration to the annotation, if kubectl applies and the object has it.</summary>
    public static void Renew(string manager, JsonObject obj, JsonObject applied)
    {
        if (manager != Kubectl || Annotations(obj) is not { } annotations || !annotations.ContainsKey(Annotation))
        {
            return;
        }

        var configuration = (JsonObject)applied.DeepClone();
        Annotations(configuration)?.Remove(Annotation);
        var text = Encoding.UTF8.GetString(JsonTree.ToBytes(configuration)) + "\n";
        if (Encoding.UTF8.GetByteCount(text) <= MostAnnotationBytes)
        {
            annotations[Annotation] = text;
        }
    }

    /// <summary>The fields that kubectl may take over without force: what its annotation says and the object still has.</summary>
    internal static FieldSet AllowedConflicts(in FieldWriter writer, JsonObject live)
    {
        if (writer.Manager != Kubectl || Read(live) is not { } last || ApplyProblems.Find(last, writer.Schema) is not null)
        {
            return FieldSet.Empty;
        }

        var comparison = FieldComparer.Compare(CompactJson.Of(last), CompactJson.Of(live), writer.Schema);
        return FieldSetExtractor.Of(last, writer.Schema).Difference(comparison.Changed).Difference(comparison.Removed);
    }

    private static JsonObject? Read(JsonObject live)
    {
        if (Annotations(live)?[Annotation] is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            return null;
        }

        try
        {
            return JsonTree.Parse(Encoding.UTF8.GetBytes(text)) as JsonObject;
        }
        catch (JsonDecodeException)
        {
            return null;
        }
    }

    private static JsonObject? Annotations(JsonObject obj) => (obj["metadata"] as JsonObject)?["annotations"] as JsonObject;
}
