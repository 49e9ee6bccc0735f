namespace Orchestrator.Silo.Negotiation;

/// <summary>What a read answers with: the objects, or a view of them asked for by the <c>as</c> parameter of the Accept header.</summary>
public enum ApiView
{
    /// <summary>The objects themselves.</summary>
    Object,

    /// <summary>A <c>meta.k8s.io</c> Table, which kubectl prints.</summary>
    Table,

    /// <summary>Metadata alone (PartialObjectMetadata), which informers of the garbage collector use.</summary>
    Metadata,

    /// <summary>Metadata alone, in a list (PartialObjectMetadataList).</summary>
    MetadataList,

    /// <summary>The aggregated discovery document (APIGroupDiscoveryList).</summary>
    GroupDiscoveryList,
}
