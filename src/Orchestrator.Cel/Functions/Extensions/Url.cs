using System.Text.RegularExpressions;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>An absolute URI, or an absolute path, as Go's <c>url.ParseRequestURI</c> reads it.</summary>
internal sealed partial class Url : CelOpaque
{
    /// <summary>Its type.</summary>
    public static readonly CelType UrlType = CelType.Opaque("kubernetes.URL");

    private readonly string _text;
    private readonly string _query;

    private Url(string text, Match match)
    {
        _text = text;
        Scheme = match.Groups["scheme"].Value.ToLowerInvariant();
        Hostname = match.Groups["name"].Value.Trim('[', ']');
        Port = match.Groups["port"].Value;
        Host = match.Groups["port"].Success ? $"{match.Groups["name"].Value}:{Port}" : match.Groups["name"].Value;
        Path = match.Groups["path"].Value;
        _query = match.Groups["query"].Value;
    }

    /// <inheritdoc/>
    public override CelType Type => UrlType;

    public string Scheme { get; }

    /// <summary>With the port.</summary>
    public string Host { get; }

    /// <summary>Without the port, nor brackets.</summary>
    public string Hostname { get; }

    public string Port { get; }

    public string Path { get; }

    /// <summary>Reads one; null when it is none.</summary>
    public static Url? Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && text.Length > 0 && !text.AsSpan().ContainsAnyInRange('\0', ' ') ? new Url(text, match) : null;
    }

    /// <summary>Its parameters; each may be there several times.</summary>
    public CelMap Query()
    {
        var entries = HashMap.NewEntries();
        foreach (var pair in _query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var key = CelValue.Of(Unescape(parts[0]));
            var item = CelValue.Of(parts.Length > 1 ? Unescape(parts[1]) : "");
            entries[key] = CelValue.Of(entries.TryGetValue(key, out var known)
                ? ConcatenatedList.Of(known.List, new ArrayList([item]))
                : new ArrayList([item]));
        }

        return new HashMap(entries);
    }

    /// <inheritdoc/>
    public override bool Same(CelOpaque other) => other is Url url && url._text == _text;

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(
        @"^((?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(//([^/?@]*@)?(?<name>\[[0-9A-Fa-f:.%]+\]|[^/?:@\[\]]*)(:(?<port>[0-9]*))?|(?!//)))?(?<path>(/([^?%]|%[0-9A-Fa-f]{2})*)?)(\?(?<query>.*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
