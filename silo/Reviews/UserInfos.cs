using UserInfo = Orchestrator.Silo.Authentication.UserInfo;
using UserInfoModel = Orchestrator.Api.Models.Authentication.V1.UserInfo;

namespace Orchestrator.Silo.Reviews;

/// <summary>Users as reviews show them.</summary>
internal static class UserInfos
{
    /// <summary>The user as a model of the API.</summary>
    public static UserInfoModel Of(UserInfo user) => new()
    {
        Username = user.Name,
        Uid = user.Uid,
        Groups = [.. user.Groups],
        Extra = user.Extra.Count == 0 ? null : user.Extra.ToDictionary(pair => pair.Key, pair => pair.Value.ToList(), StringComparer.Ordinal),
    };
}
