using Orchestrator.Api.Generator.Facts;

namespace Orchestrator.Api.Generator.Writers;

/// <summary>The C# that copies a value.</summary>
internal static class CopyCode
{
    /// <summary>Whether a value has parts that can be changed, so that a copy needs its own; the bytes of a secret are replaced, never changed.</summary>
    public static bool IsNeeded(FactValue value) => value.Type is "array" or "map" || (value.Type == "ref" && !ValueCode.IsRaw(value));

    /// <summary>The expression that copies a field.</summary>
    public static string Field(FactField field, string name) =>
        field.Type == "ref" ? $"{name}{(ValueCode.IsNullable(field) ? "?" : "")}.DeepCopy()" : Collection(field, name);

    private static string Collection(FactValue value, string name)
    {
        var (list, element) = value.Type == "array" ? (true, value.Items!) : (false, value.Values!);
        return element.Type switch
        {
            _ when !IsNeeded(element) => $"JsonCopy.{(list ? "List" : "Map")}({name})",
            "ref" => $"JsonCopy.{(list ? "Models" : "MapOfModels")}({name})",
            _ => $"JsonCopy.{(list ? "List" : "Map")}({name}, static value => {Collection(element, "value")})",
        };
    }
}
