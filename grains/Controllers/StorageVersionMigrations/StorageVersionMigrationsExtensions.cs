using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Controllers.StorageVersionMigrations;

/// <summary>Registers the migration of stored versions.</summary>
internal static class StorageVersionMigrationsExtensions
{
    public static IServiceCollection AddStorageVersionMigration(this IServiceCollection services) => services.AddSingleton<IController, StorageVersionMigrationController>();
}
