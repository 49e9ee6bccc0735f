using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Authorization.Impersonation;
using Orchestrator.Silo.Authorization.Reviews;
using Orchestrator.Silo.Reviews;

namespace Orchestrator.Silo.Authorization;

/// <summary>Registers what requests need of authorization.</summary>
internal static class RequestAuthorizationExtensions
{
    /// <summary>Adds the check of each request, impersonation, and the reviews.</summary>
    public static IServiceCollection AddRequestAuthorization(this IServiceCollection services) => services
        .AddSingleton<RequestAuthorization>()
        .AddSingleton<RequestImpersonation>()
        .AddSingleton<AccessReviewer>()
        .AddSingleton<IReview, SubjectAccessReviews>()
        .AddSingleton<IReview, SelfSubjectAccessReviews>()
        .AddSingleton<IReview, LocalSubjectAccessReviews>()
        .AddSingleton<IReview, SelfSubjectRulesReviews>();
}
