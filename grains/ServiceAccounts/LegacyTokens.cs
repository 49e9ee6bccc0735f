using System.Globalization;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>What is noted about tokens that are kept in secrets: when one was last used, and since when it counts no more.</summary>
public static class LegacyTokens
{
    /// <summary>A secret's label: the day on which its token was last used.</summary>
    public const string LastUsed = "kubernetes.io/legacy-token-last-used";

    /// <summary>A secret's label: the day since which its token counts no more.</summary>
    public const string InvalidSince = "kubernetes.io/legacy-token-invalid-since";

    /// <summary>The entry of <see cref="Tracking"/> that says since when use is noted.</summary>
    public const string Since = "since";

    private const string Format = "yyyy-MM-dd";

    /// <summary>The config map that says since when use is noted.</summary>
    public static ObjectKey Tracking { get; } = new("", "configmaps", "kube-system", "kube-apiserver-legacy-service-account-token-tracking");

    /// <summary>A day as the labels write it.</summary>
    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The day that a label says; null when it says none.</summary>
    public static DateOnly? Date(string? text) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
