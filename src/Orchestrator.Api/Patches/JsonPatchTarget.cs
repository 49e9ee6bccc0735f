using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>The document that a JSON patch is being applied to.</summary>
internal sealed class JsonPatchTarget(JsonNode? document)
{
    private long _copiedBytes;

    public JsonNode? Document { get; private set; } = document;

    public void Apply(JsonPatchOperation operation)
    {
        switch (operation.Kind)
        {
            case "add":
                Add(Path(operation), operation.Value?.DeepClone(), "add");
                break;
            case "remove":
                Remove(Path(operation), "remove");
                break;
            case "replace":
                Replace(Path(operation), operation.Value?.DeepClone());
                break;
            case "move":
                Add(Path(operation), Remove(From(operation), "move"), "move");
                break;
            case "copy":
                Copy(operation);
                break;
            case "test":
                Test(Path(operation), operation);
                break;
            default:
                throw Fail($"Unexpected kind: {operation.Kind}");
        }
    }

    private void Add(JsonPointer path, JsonNode? value, string operation)
    {
        if (path.IsRoot)
        {
            Document = value;
            return;
        }

        switch (path.FindContainer(Document))
        {
            case JsonObject map:
                map[path.Last] = value;
                break;
            case JsonArray list when path.Last == "-":
                list.Add(value);
                break;
            case JsonArray list:
                list.Insert(InsertionIndex(path, list.Count, operation), value);
                break;
            default:
                throw Fail($"{operation} operation does not apply: doc is missing path: \"{path.Text}\": missing value");
        }
    }

    private JsonNode? Remove(JsonPointer path, string operation)
    {
        switch (path.IsRoot ? null : path.FindContainer(Document))
        {
            case JsonObject map:
                if (!map.TryGetPropertyValue(path.Last, out var value))
                {
                    throw Fail($"{operation} operation does not apply: doc is missing key: {path.Text}: Unable to remove nonexistent key: {path.Last}: missing value");
                }

                map.Remove(path.Last);
                return value;
            case JsonArray list:
                var index = ExistingIndex(path, list.Count, operation);
                var element = list[index];
                list.RemoveAt(index);
                return element;
            default:
                throw Fail($"{operation} operation does not apply: doc is missing path: \"{path.Text}\": missing value");
        }
    }

    private void Replace(JsonPointer path, JsonNode? value)
    {
        if (path.IsRoot)
        {
            Document = value;
            return;
        }

        switch (path.FindContainer(Document))
        {
            case JsonObject map when map.ContainsKey(path.Last):
                map[path.Last] = value;
                break;
            case JsonArray list:
                list[ExistingIndex(path, list.Count, "replace")] = value;
                break;
            case null:
                throw Fail($"replace operation does not apply: doc is missing path: {path.Text}: missing value");
            default:
                throw Fail($"replace operation does not apply: doc is missing key: {path.Text}: missing value");
        }
    }

    private void Copy(JsonPatchOperation operation)
    {
        var value = Find(From(operation), "copy")?.DeepClone();
        _copiedBytes += value is null ? 4 : Encoding.UTF8.GetByteCount(value.ToJsonString());
        if (_copiedBytes > JsonPatch.MaximumCopiedBytes)
        {
            throw Fail($"Unable to complete the copy, the accumulated size increase of copy is {_copiedBytes}, exceeding the limit {JsonPatch.MaximumCopiedBytes}");
        }

        Add(Path(operation), value, "copy");
    }

    private void Test(JsonPointer path, JsonPatchOperation operation)
    {
        var actual = path.IsRoot ? Document : path.FindContainer(Document) switch
        {
            JsonObject map => map.TryGetPropertyValue(path.Last, out var value) ? value : null,
            JsonArray list => list[ExistingIndex(path, list.Count, "test")],
            _ => throw Fail($"test operation does not apply: is missing path: {path.Text}: missing value"),
        };

        if (!JsonNode.DeepEquals(actual, operation.Value))
        {
            throw Fail($"testing value {path.Text} failed: test failed");
        }
    }

    private JsonNode? Find(JsonPointer path, string operation) => path.IsRoot ? Document : path.FindContainer(Document) switch
    {
        JsonObject map => map.TryGetPropertyValue(path.Last, out var value)
            ? value
            : throw Fail($"{operation} operation does not apply: doc is missing key: {path.Text}: missing value"),
        JsonArray list => list[ExistingIndex(path, list.Count, operation)],
        _ => throw Fail($"{operation} operation does not apply: doc is missing from path: {path.Text}: missing value"),
    };

    private static JsonPointer Path(JsonPatchOperation operation) =>
        JsonPointer.Parse(operation.Path ?? throw Fail($"{operation.Kind} operation failed to decode path: missing value"));

    private static JsonPointer From(JsonPatchOperation operation) =>
        JsonPointer.Parse(operation.From ?? throw Fail($"{operation.Kind} operation failed to decode from: missing value"));

    private static int ExistingIndex(JsonPointer path, int count, string operation) =>
        JsonPointer.TryIndex(path.Last, count, out var index)
            ? index
            : throw Fail($"{operation} operation does not apply: Unable to access invalid index: {path.Last}: invalid index referenced");

    private static int InsertionIndex(JsonPointer path, int count, string operation)
    {
        if (!int.TryParse(path.Last, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw Fail($"{operation} operation does not apply: value was not a proper array index: '{path.Last}'");
        }

        // -1 adds behind the last element.
        index = index < 0 ? index + count + 1 : index;
        return index >= 0 && index <= count
            ? index
            : throw Fail($"{operation} operation does not apply: doc is missing path: \"{path.Text}\": Unable to access invalid index: {path.Last}: invalid index referenced");
    }

    private static PatchException Fail(string message) => new(PatchFailure.NotApplicable, message);
}
