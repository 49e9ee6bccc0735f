using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>Registers the controllers of requests for certificates.</summary>
internal static class CertificateControllersExtensions
{
    /// <summary>Adds them. Without a <see cref="CertificateSigningAuthority"/> none is signed.</summary>
    public static IServiceCollection AddCertificateControllers(this IServiceCollection services)
    {
        services.TryAddSingleton(new CertificateSigningAuthority(null));
        return services
            .AddSingleton<IController, CertificateApprovalController>()
            .AddSingleton<IController, CertificateSigningController>()
            .AddSingleton<IController, CertificateRequestCleaner>();
    }
}
