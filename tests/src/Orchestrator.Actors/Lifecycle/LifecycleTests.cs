using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orchestrator.Actors.Tests.Lifecycle;

public sealed class LifecycleTests : SiloTest
{
    [Fact]
    public async Task Stages_run_in_order_and_back()
    {
        Probe.Notes.ShouldBe(["start 10000", "start 20000", "task"]);

        await StopSiloAsync();

        Probe.Notes.Skip(3).ShouldBe(["stop 20000", "stop 10000"]);
    }

    [Fact]
    public void The_silo_is_an_active_member_of_its_cluster()
    {
        var silo = Services.GetRequiredService<ILocalSiloDetails>();
        var membership = Services.GetRequiredService<IClusterMembershipService>();

        silo.ClusterId.ShouldBe("ours");
        membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress).ShouldBe(SiloStatus.Active);
        membership.CurrentSnapshot.Members.Keys.ShouldBe([silo.SiloAddress]);
    }

    [Fact]
    public async Task Membership_can_be_followed()
    {
        var silo = Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        // The first may be of before the silo joined.
        await foreach (var snapshot in Services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(giveUp.Token))
        {
            if (snapshot.GetSiloStatus(silo) == SiloStatus.Active)
            {
                return;
            }
        }

        Assert.Fail("The updates ended without the silo.");
    }

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Configure<ClusterOptions>(options => options.ClusterId = "ours");
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(Probe, ServiceLifecycleStage.Active));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(Probe, ServiceLifecycleStage.ApplicationServices));
        silo.AddStartupTask(
            (_, _) =>
            {
                Probe.Note("task");
                return Task.CompletedTask;
            },
            ServiceLifecycleStage.Active + 1);
    }

    private sealed class Participant(Probe probe, int stage) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(Participant), stage, Note("start"), Note("stop"));

        private Func<CancellationToken, Task> Note(string what) => _ =>
        {
            probe.Note($"{what} {stage}");
            return Task.CompletedTask;
        };
    }
}
