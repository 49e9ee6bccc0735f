using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>What those are told who use a deprecated version.</summary>
internal static class DeprecationWarnings
{
    /// <summary>The warning of a version, or null.</summary>
    public static string? Of(CustomResourceDefinitionSpec spec, CustomResourceDefinitionVersion version)
    {
        if (version.Deprecated != true)
        {
            return null;
        }

        if (version.DeprecationWarning is not null)
        {
            return version.DeprecationWarning;
        }

        var text = $"{spec.Group}/{version.Name} {spec.Names.Kind} is deprecated";
        var better = spec.Versions
            .Where(other => other.Served && other.Deprecated != true && VersionPriority.Comparer.Compare(other.Name, version.Name) < 0)
            .OrderBy(other => other.Name, VersionPriority.Comparer)
            .FirstOrDefault();
        return better is null ? text : $"{text}; use {spec.Group}/{better.Name} {spec.Names.Kind}";
    }
}
