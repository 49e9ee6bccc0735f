using System.Text.Json.Nodes;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>Drops the fields that a structural schema does not name, at every depth (a real server's <c>structuralpruning</c>).</summary>
internal static class Pruning
{
    /// <summary>Prunes an object. What every object has (<c>apiVersion</c>, <c>kind</c>, <c>metadata</c>) stays.</summary>
    /// <param name="root">The object, changed in place.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="dropped">Takes the paths of what was dropped; null when nobody wants to know.</param>
    public static void Prune(JsonObject root, SchemaNode schema, List<string>? dropped)
    {
        var pruner = new Pruner(dropped);
        if (schema.PreservesUnknown)
        {
            pruner.Skip(root, schema, isResource: true, "");
        }
        else
        {
            pruner.PruneObject(root, schema, isResource: true, "");
        }

        dropped?.Sort(StringComparer.Ordinal);
    }

    private readonly struct Pruner(List<string>? dropped)
    {
        public void PruneObject(JsonObject value, SchemaNode? schema, bool isResource, string path)
        {
            List<string>? leaving = null;
            foreach (var (name, child) in value)
            {
                if (isResource && IsMeta(name))
                {
                    continue;
                }

                if (schema is not null && schema.Properties.TryGetValue(name, out var property))
                {
                    Prune(child, property, Below(path, name));
                }
                else if (schema is { AllowsAdditional: true })
                {
                    Prune(child, schema.Additional, Below(path, name));
                }
                else
                {
                    (leaving ??= []).Add(name);
                }
            }

            foreach (var name in leaving ?? [])
            {
                dropped?.Add(Below(path, name));
                value.Remove(name);
            }
        }

        /// <summary>Under a schema that keeps unknown fields, those that it does name are still pruned below.</summary>
        public void Skip(JsonNode? value, SchemaNode? schema, bool isResource, string path)
        {
            if (schema is null)
            {
                return;
            }

            if (value is JsonObject fields)
            {
                foreach (var (name, child) in fields)
                {
                    if (isResource && IsMeta(name))
                    {
                        continue;
                    }

                    if (schema.Properties.TryGetValue(name, out var property))
                    {
                        Prune(child, property, Below(path, name));
                    }
                    else if (schema.AllowsAdditional)
                    {
                        Prune(child, schema.Additional, Below(path, name));
                    }
                }
            }
            else if (value is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    Skip(items[i], schema.Items, isResource: false, At(path, i));
                }
            }
        }

        private void Prune(JsonNode? value, SchemaNode? schema, string path)
        {
            if (schema is { PreservesUnknown: true })
            {
                Skip(value, schema, schema.IsEmbeddedResource, path);
                return;
            }

            if (value is JsonObject fields)
            {
                PruneObject(fields, schema, schema is { IsEmbeddedResource: true }, path);
            }
            else if (value is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    Prune(items[i], schema?.Items, At(path, i));
                }
            }
        }

        // paths are only made when somebody wants them
        private string Below(string path, string name) => dropped is null ? "" : path.Length == 0 ? name : $"{path}.{name}";

        private string At(string path, int index) => dropped is null ? "" : string.Create(null, $"{path}[{index}]");

        private static bool IsMeta(string name) => name is "apiVersion" or "kind" or "metadata";
    }
}
