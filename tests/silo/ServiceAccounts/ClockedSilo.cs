using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>A silo of its own whose clock can be put forward, and which publishes its certificate into namespaces.</summary>
public sealed class ClockedSilo : SiloFixture
{
    public ShiftedTime Time { get; } = new();

    protected override void Configure(IHostApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Time);

    /// <summary>The machine's time and so much more.</summary>
    public sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
