using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Reads;

/// <summary>The tables of fields of what is answered, by which protobuf is written.</summary>
internal static class ViewSchemas
{
    /// <summary>Of a Status.</summary>
    public static TypeSchema Status { get; } = TypeSchemas.Get("meta/v1.Status");

    /// <summary>Of one object in a view.</summary>
    public static TypeSchema OfObject(KindDescriptor kind, ApiView view) =>
        view is ApiView.Metadata or ApiView.MetadataList ? TypeSchemas.Get("meta/v1.PartialObjectMetadata") : kind.Schema;

    /// <summary>Of a list in a view.</summary>
    public static TypeSchema OfList(KindDescriptor kind, ApiView view)
    {
        if (view is ApiView.Metadata or ApiView.MetadataList)
        {
            return TypeSchemas.Get("meta/v1.PartialObjectMetadataList");
        }

        if (kind.IsCustom)
        {
            return kind.Schema; // whose lists are never written in protobuf
        }

        var name = kind.Schema.Name; // core/v1.Pod; its list is core/v1.PodList
        return TypeSchemas.Get(string.Concat(name.AsSpan(0, name.LastIndexOf('.') + 1), kind.ListKind));
    }
}
