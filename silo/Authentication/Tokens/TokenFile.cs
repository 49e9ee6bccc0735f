using System.Collections.Frozen;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>
/// A static token file as a real server's <c>--token-auth-file</c> reads it: lines of <c>token,user,uid,"group1,group2"</c>, the last two optional.
/// </summary>
internal static class TokenFile
{
    /// <summary>The users by token; none when there is no such file.</summary>
    /// <exception cref="InvalidDataException">A line has no token or no user.</exception>
    public static FrozenDictionary<string, UserInfo> Read(string path)
    {
        var users = new Dictionary<string, UserInfo>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (!string.IsNullOrWhiteSpace(line) && line[0] != '#')
            {
                var (token, user) = ParseLine(path, line);
                users[token] = user;
            }
        }

        return users.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static (string Token, UserInfo User) ParseLine(string path, string line)
    {
        var parts = line.Split(',', 4, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            throw new InvalidDataException($"{path}: a line needs a token and a user");
        }

        var groups = parts.Length > 3 ? parts[3].Trim('"').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        return (parts[0], new UserInfo(parts[1], parts.Length > 2 ? parts[2] : "", [.. groups, UserInfo.AuthenticatedGroup]));
    }
}
