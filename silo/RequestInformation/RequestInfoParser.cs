using Microsoft.AspNetCore.WebUtilities;

using Orchestrator.Silo.Why;

namespace Orchestrator.Silo.RequestInformation;

/// <summary>Reads a <see cref="RequestInfo"/> from method, path and query, by the rules of a real server's <c>RequestInfoFactory</c>.</summary>
public static class RequestInfoParser
{
    private const int MostParts = 12;

    /// <summary>Parses a request.</summary>
    public static RequestInfo Parse(string method, string path, string? query)
    {
        Span<Range> ranges = stackalloc Range[MostParts];
        var text = path.AsSpan();
        var count = Split(text, ranges);
        var isCore = count > 0 && text[ranges[0]].SequenceEqual("api");
        var prefixParts = isCore ? 2 : 3;
        if (count <= prefixParts || (!isCore && !text[ranges[0]].SequenceEqual("apis")))
        {
            return new RequestInfo { Path = path, Verb = method.ToLowerInvariant() };
        }

        var at = prefixParts;
        var verb = RequestVerbs.OfMethod(method);
        if (text[ranges[at]].SequenceEqual("watch") && count > at + 1)
        {
            verb = RequestVerbs.Watch; // the deprecated prefix: /api/v1/watch/pods
            at++;
        }

        var namespaceName = "";
        if (text[ranges[at]].SequenceEqual("namespaces") && count > at + 1)
        {
            namespaceName = text[ranges[at + 1]].ToString();
            if (count > at + 2 && !IsOfNamespace(text[ranges[1]], text[ranges[at + 2]]))
            {
                at += 2;
            }
        }

        var name = count > at + 1 ? text[ranges[at + 1]].ToString() : "";
        var resource = NamePool.Get(text[ranges[at]]);
        var isCollection = name.Length == 0;
        if (isCollection)
        {
            verb = CollectionVerb(verb, query, ref name);
        }

        return new RequestInfo
        {
            Path = path,
            Verb = verb,
            IsResourceRequest = true,
            Group = isCore ? "" : NamePool.Get(text[ranges[1]]),
            Version = NamePool.Get(text[ranges[prefixParts - 1]]),
            Namespace = namespaceName,
            Resource = resource,
            Name = name,
            IsCollection = isCollection,
            Subresource = count > at + 2 ? NamePool.Get(text[ranges[at + 2]]) : "",
            ExtraParts = Math.Max(0, count - at - 3),
        };
    }

    /// <summary>Whether a part after a namespace's name is a subresource of the namespace and not a resource in it.</summary>
    private static bool IsOfNamespace(ReadOnlySpan<char> group, ReadOnlySpan<char> part) =>
        part is "status" or "finalize" || (part is WhyApi.Subresource && group is WhyApi.Group);

    private static string CollectionVerb(string verb, string? query, ref string name)
    {
        switch (verb)
        {
            case RequestVerbs.Delete:
                return RequestVerbs.DeleteCollection;
            case RequestVerbs.Watch:
                return verb;
            case RequestVerbs.Get:
                // kubectl's "get NAME -w" lists by a field selector; authorization by name applies to it as well
                name = NameSelected(query);
                return WantsWatch(query) ? RequestVerbs.Watch : RequestVerbs.List;
            default:
                return verb;
        }
    }

    private static bool WantsWatch(string? query)
    {
        if (string.IsNullOrEmpty(query) || !query.Contains("watch", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (pair.DecodeName().Span.SequenceEqual("watch"))
            {
                return pair.DecodeValue().Span is not ("false" or "0" or "False" or "FALSE" or "f" or "F");
            }
        }

        return false;
    }

    private static string NameSelected(string? query)
    {
        if (string.IsNullOrEmpty(query) || !query.Contains("metadata.name", StringComparison.Ordinal))
        {
            return "";
        }

        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (!pair.DecodeName().Span.SequenceEqual("fieldSelector"))
            {
                continue;
            }

            var value = pair.DecodeValue().Span;
            return value.StartsWith("metadata.name=") && !value.Contains(',')
                ? value["metadata.name=".Length..].TrimStart('=').ToString()
                : "";
        }

        return "";
    }

    private static int Split(ReadOnlySpan<char> path, Span<Range> ranges)
    {
        var count = 0;
        var start = 0;
        while (start < path.Length && count < ranges.Length)
        {
            var length = path[start..].IndexOf('/');
            var end = length < 0 ? path.Length : start + length;
            if (end > start)
            {
                ranges[count++] = start..end;
            }

            start = end + 1;
        }

        return count;
    }
}
