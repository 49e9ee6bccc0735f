using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Silo.Identity;

/// <summary>
/// Who this API server is among those of the cluster: the same after a restart, another one for each machine and data directory. The lease is called as a real server's:
/// <c>apiserver-</c> and a hash in lower-case letters and digits.
/// </summary>
/// <param name="options">Where its data are.</param>
public sealed class SiloIdentity(SiloOptions options)
{
    private const int HashedBytes = 16;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The machine's name.</summary>
    public string Host { get; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>The name of its lease.</summary>
    public string Name { get; } = "apiserver-" + Hash($"{Environment.MachineName.ToLowerInvariant()}\n{Path.GetFullPath(options.DataDirectory)}");

    /// <summary>This run of it.</summary>
    public string Holder => field ??= $"{Name}_{Guid.NewGuid()}";

    /// <summary>Its lease.</summary>
    public ObjectKey LeaseKey => new("coordination.k8s.io", "leases", "kube-system", Name);

    private static string Hash(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashedBytes);
        var letters = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var part in hash)
        {
            (bits, count) = ((bits << 8) | part, count + 8);
            for (; count >= 5; count -= 5)
            {
                letters.Append(Base32[(bits >> (count - 5)) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? letters.ToString() : letters.Append(Base32[(bits << (5 - count)) & 31]).ToString();
    }
}
