using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Certificates;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Pki;
using Orchestrator.Silo.Runtime;

namespace Orchestrator.Silo.Hosting;

/// <summary>Composes the control-plane process: certificates, Kestrel, the store and its replica, the grains and the pipeline.</summary>
public static class SiloHost
{
    /// <summary>
    /// Builds a silo that is not started yet. Its services hold <see cref="SiloEndpoint"/>, <see cref="SiloReadiness"/> and <see cref="ClusterPki"/>.
    /// </summary>
    /// <param name="options">What the silo is told.</param>
    /// <param name="configure">Adds to the silo's services, those of an agent in the same process for instance.</param>
    public static WebApplication Build(SiloOptions options, Action<IHostApplicationBuilder>? configure = null)
    {
        PrivateDirectory.Create(options.DataDirectory);
        var pki = ClusterPki.Open(options.PkiDirectory, options.Listen.Address, options.ServiceAddress, TimeProvider.System);
        var certificates = new ClientCertificateAuthenticator(pki.Authority, TimeProvider.System);

        // an empty builder: no configuration files, no routing, none of what would have to be searched for by reflection
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "orchestrator", ContentRootPath = options.DataDirectory });
        builder.Logging.AddSilo();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, options, pki, certificates));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.Services.AddSingleton(pki).AddSingleton(certificates).AddSingleton(new ClusterAuthority(pki.AuthorityPem)).AddSingleton(new CertificateSigningAuthority(pki.Authority));
        builder.Services.AddSilo(options);
        ActorRuntime.Add(builder);
        builder.Services.AddControllerGrains();
        configure?.Invoke(builder);

        var app = builder.Build();
        var pipeline = app.Services.GetRequiredService<ApiPipeline>();
        app.Run(pipeline.InvokeAsync);
        return app;
    }
}
