using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Silo.Identity;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Identity;

/// <summary>The lease by which a silo says that it is there.</summary>
public sealed class IdentityLeaseTests(IdentityLeaseTests.ShortLeases silo) : IClassFixture<IdentityLeaseTests.ShortLeases>
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases";
    private const string Selector = "labelSelector=apiserver.kubernetes.io/identity%3Dkube-apiserver";

    [Fact]
    public async Task A_silo_has_one_lease_which_it_renews_and_takes_over_after_a_restart()
    {
        var made = await NextAsync(_ => true);
        var name = made.GetProperty("metadata").GetProperty("name").GetString()!;
        name.ShouldMatch("^apiserver-[a-z2-7]{26}$");
        made.GetProperty("metadata").GetProperty("labels").GetProperty("kubernetes.io/hostname").GetString().ShouldBe(Environment.MachineName.ToLowerInvariant());
        made.GetProperty("spec").GetProperty("leaseDurationSeconds").GetInt32().ShouldBe(3600);
        Holder(made).ShouldStartWith(name + "_");

        Renewed(await NextAsync(lease => Renewed(lease) > Renewed(made))).ShouldBeGreaterThan(Renewed(made));
        (await silo.Api.DeleteAsync($"{Leases}/{name}")).ShouldBe(200);
        var again = await NextAsync(lease => Uid(lease) != Uid(made));

        await silo.StopAsync();
        await silo.StartAsync();
        var taken = await NextAsync(lease => Holder(lease) != Holder(again));
        Uid(taken).ShouldBe(Uid(again));
        (await silo.Api.GetAsync($"{Leases}?{Selector}")).ShouldBe(200).Names.ShouldBe([name]);
    }

    [Fact]
    public void Silos_with_other_data_are_others()
    {
        var (one, other) = (new SiloIdentity(silo.Options), new SiloIdentity(silo.Options with { DataDirectory = silo.Options.DataDirectory + "-2" }));
        one.Name.ShouldNotBe(other.Name);
        one.Name.ShouldBe(new SiloIdentity(silo.Options).Name);
        one.Holder.ShouldNotBe(new SiloIdentity(silo.Options).Holder);
    }

    private static string Uid(JsonElement lease) => lease.GetProperty("metadata").GetProperty("uid").GetString()!;

    private static string Holder(JsonElement lease) => lease.GetProperty("spec").GetProperty("holderIdentity").GetString()!;

    private static DateTimeOffset Renewed(JsonElement lease) => DateTimeOffset.Parse(lease.GetProperty("spec").GetProperty("renewTime").GetString()!, CultureInfo.InvariantCulture);

    private async Task<JsonElement> NextAsync(Func<JsonElement, bool> isIt)
    {
        using var watch = await silo.Api.WatchAsync($"{Leases}?watch=true&{Selector}");
        while (await watch.NextAsync() is { } change)
        {
            if (WatchReader.Type(change) != "DELETED" && isIt(change.GetProperty("object")))
            {
                return change.GetProperty("object");
            }
        }

        throw new InvalidOperationException("the lease did not come");
    }

    /// <summary>A silo that renews its lease all the time.</summary>
    public sealed class ShortLeases : SiloFixture
    {
        protected override void Configure(IHostApplicationBuilder builder)
        {
            base.Configure(builder);
            builder.Services.AddSingleton(IdentityLeaseTimes.Default with { Renewal = TimeSpan.FromMilliseconds(100) });
        }
    }
}
