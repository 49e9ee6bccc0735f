using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.CustomResources.Validation;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>Reads custom resources. What a client sent loses the fields that the schema does not have; what is stored has lost them before.</summary>
internal sealed class CustomResourceCodec(VersionSchema schema) : KindCodec
{
    /// <inheritdoc/>
    public override Type ObjectType => typeof(Unstructured);

    /// <inheritdoc/>
    public override IKubeObject Decode(ReadOnlyMemory<byte> json, JsonReadContext? context)
    {
        var value = JsonModel.Read<Unstructured>(json, context);
        if (context is not null)
        {
            Tidy(value, context);
        }

        return value;
    }

    private void Tidy(Unstructured value, JsonReadContext context)
    {
        var root = schema.Root;
        var dropped = context.Validation == FieldValidation.Ignore ? null : new List<string>();
        Pruning.Prune(value.Content, root, dropped);
        Defaulting.DropNulls(value.Content, root);
        EmbeddedResources.Coerce(value.Content, root);
        foreach (var path in dropped ?? [])
        {
            context.Unknown(path);
        }
    }
}
