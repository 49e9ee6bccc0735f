using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Silo.Reviews;

/// <summary>Registers the kinds that are asked and never stored.</summary>
internal static class ReviewsExtensions
{
    /// <summary>Adds the handler and authentication's reviews.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddSingleton<ReviewHandler>()
        .AddSingleton<IReview, SelfSubjectReviews>()
        .AddSingleton<IReview, TokenReviews>();
}
