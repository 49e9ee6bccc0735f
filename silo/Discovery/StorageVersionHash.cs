using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Discovery;

/// <summary>
/// By what clients tell that a resource is stored in another version than before: the first 8 bytes of the SHA-256 of <c>GROUP/VERSION/KIND</c> as it is stored, as a real server has it.
/// </summary>
internal static class StorageVersionHash
{
    private const int Bytes = 8;

    /// <summary>The hash; null of what is not stored.</summary>
    /// <param name="group">The group of the kind, with all its versions.</param>
    /// <param name="kind">The kind.</param>
    public static string? Of(ApiGroup group, KindDescriptor kind)
    {
        if (!kind.Verbs.Contains("watch"))
        {
            return null;
        }

        // what two groups show (events) is stored as the older one's
        var (of, version) = kind.StoredAs.Group == kind.Group ? (kind.Group, StoredVersion(group, kind)) : (kind.StoredAs.Group, "v1");
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{of}/{version}/{kind.Kind}")).AsSpan(0, Bytes));
    }

    private static string StoredVersion(ApiGroup group, KindDescriptor kind) => kind.IsStorageVersion
        ? kind.Version
        : group.Versions.SelectMany(version => version.Kinds).FirstOrDefault(other => other.Resource == kind.Resource && other.IsStorageVersion)?.Version ?? kind.Version;
}
