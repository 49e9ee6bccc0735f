using System.Collections.Concurrent;

namespace Orchestrator.Silo.Negotiation;

/// <summary>
/// A parsed Accept header: for every kind of endpoint the first clause (by quality, then order) that it can serve.
/// Each distinct header text is parsed once and kept, since a cluster's clients send a handful.
/// </summary>
public sealed class AcceptHeader
{
    private const int Limit = 1024;
    private static readonly ConcurrentDictionary<string, AcceptHeader> Known = new(StringComparer.Ordinal);
    private static readonly AcceptHeader Default = new("*/*");

    private AcceptHeader(string text)
    {
        var clauses = new List<AcceptClause>();
        foreach (var range in text.AsSpan().Split(','))
        {
            if (AcceptClause.Parse(text.AsSpan()[range]) is { } clause)
            {
                clauses.Add(clause);
            }
        }

        AcceptClause[] ordered = [.. clauses.OrderByDescending(clause => clause.Quality)]; // stable: order decides among equals
        Object = First(ordered, viewed: false);
        Viewed = First(ordered, viewed: true);
        Custom = First([.. ordered.Where(clause => clause is not { Encoding: ApiEncoding.Protobuf, As.Length: 0 })], viewed: true);
        Discovery = First(ordered, viewed: false, DiscoveryView);
    }

    /// <summary>For endpoints that answer with plain objects; null when nothing acceptable can be made (406).</summary>
    public ResponseFormat? Object { get; }

    /// <summary>For endpoints that also answer with tables and partial metadata.</summary>
    public ResponseFormat? Viewed { get; }

    /// <summary>As <see cref="Viewed"/>, for custom resources: they have no protobuf encoding, but what is said of them (partial metadata) has.</summary>
    public ResponseFormat? Custom { get; }

    /// <summary>For the discovery roots, which also come aggregated.</summary>
    public ResponseFormat? Discovery { get; }

    /// <summary>Parses a header, or finds it among those known; an absent header accepts anything.</summary>
    public static AcceptHeader Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Default;
        }

        if (Known.TryGetValue(text, out var known))
        {
            return known;
        }

        var parsed = new AcceptHeader(text);
        if (Known.Count < Limit)
        {
            Known.TryAdd(text, parsed);
        }

        return parsed;
    }

    private static ResponseFormat? First(AcceptClause[] clauses, bool viewed, Func<AcceptClause, ApiView?>? views = null)
    {
        views ??= viewed ? ObjectView : null;
        foreach (var clause in clauses)
        {
            if (clause is { As: "Table", Encoding: ApiEncoding.Protobuf })
            {
                continue; // a table has no protobuf encoding
            }

            if (clause.As.Length == 0)
            {
                return new ResponseFormat(clause.Encoding, ApiView.Object, "");
            }

            if (views?.Invoke(clause) is { } view)
            {
                return new ResponseFormat(clause.Encoding, view, clause.Version);
            }
        }

        return null;
    }

    private static ApiView? ObjectView(AcceptClause clause) => (clause.Group, clause.Version, clause.As) switch
    {
        ("meta.k8s.io", "v1" or "v1beta1", "Table") => ApiView.Table,
        ("meta.k8s.io", "v1" or "v1beta1", "PartialObjectMetadata") => ApiView.Metadata,
        ("meta.k8s.io", "v1" or "v1beta1", "PartialObjectMetadataList") => ApiView.MetadataList,
        _ => null,
    };

    private static ApiView? DiscoveryView(AcceptClause clause) => (clause.Group, clause.Version, clause.As) switch
    {
        ("apidiscovery.k8s.io", "v2" or "v2beta1", "APIGroupDiscoveryList") => ApiView.GroupDiscoveryList,
        _ => null,
    };
}
