using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Decisions;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;
using ResourceClaim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Tests.Controllers.ResourceClaims;

/// <summary>Two schedulers, as two silos have them for a moment, decide on the same state and write at once: every device is given out once.</summary>
public sealed class RivalSchedulersTests : IAsyncLifetime
{
    private const int Devices = 8;
    private static readonly GroupResource Records = new("internal.orchestrator.io", "devices");
    private readonly ControlPlaneFixture _plane = new();

    public async Task InitializeAsync()
    {
        await _plane.InitializeAsync();
        await _plane.UntilAsync(() => _plane.Replica.Get(new ObjectKey("", "serviceaccounts", "default", "default")) is not null, "the default account");
        await _plane.AddNodesAsync(1);
        await CreateAsync<DeviceClass>("{'metadata':{'name':'gpu'},'spec':{}}");
        var devices = string.Join(',', Enumerable.Range(0, Devices).Select(i => $"{{'name':'g{i}'}}"));
        await CreateAsync<ResourceSlice>(
            $$"""{'metadata':{'name':'s'},'spec':{'driver':'d.io','pool':{'name':'a/b','resourceSliceCount':1,'generation':1},'nodeName':'node-0','devices':[{{devices}}]} }""");
    }

    public Task DisposeAsync() => _plane.DisposeAsync();

    [Fact]
    public async Task Each_device_is_given_to_one_claim()
    {
        using var watch = _plane.Replica.Subscribe(new OneClaimForEachDevice(), replay: true);
        foreach (var name in Names("p").Concat(Names("q")))
        {
            await CreateAsync<ResourceClaim>($$"""{'metadata':{'name':'{{name}}','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'} }]} } }""");
            await CreateAsync<Pod>($$"""{'metadata':{'name':'{{name}}','namespace':'default'},'spec':{'schedulerName':'rival','containers':[{'name':'c','image':'i'}],'resourceClaims':[{'name':'d','resourceClaimName':'{{name}}'}]} }""");
        }

        var (first, second) = (new Rival(_plane, name => name[0] == 'p'), new Rival(_plane, name => name[0] == 'q'));
        var decisions = (First: first.Decide(), Second: second.Decide());
        decisions.First.Count(d => d.Node is not null).ShouldBe(Devices);
        decisions.Second.Count(d => d.Node is not null).ShouldBe(Devices);

        await Task.WhenAll(first.WriteAsync(decisions.First), second.WriteAsync(decisions.Second));

        var allocated = Claims().Where(c => c.Status.Allocation is not null).ToList();
        allocated.Count.ShouldBe(Devices);
        allocated.SelectMany(c => c.Status.Allocation!.Devices.Results!).Select(r => r.Device).ShouldBeUnique();
        allocated.ShouldAllBe(c => c.Status.ReservedFor!.Single().Name == c.Metadata.Name);
        _plane.Pods("default").Where(p => p.Spec.NodeName is not null).Select(p => p.Metadata.Name).ShouldBe(allocated.Select(c => c.Metadata.Name), ignoreOrder: true);
        OneClaimForEachDevice.Violations.ShouldBeEmpty();
        _plane.Replica.List(Records).Count.ShouldBe(Devices);

        foreach (var pod in _plane.Pods("default"))
        {
            await _plane.Client.DeleteAsync(KnownResources.Pods.Key("default", pod.Metadata.Name!), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        }

        await _plane.UntilAsync(() => Claims().TrueForAll(c => c.Status.Allocation is null), "all are deallocated");
        _plane.Replica.List(Records).Count.ShouldBe(0);
    }

    private static IEnumerable<string> Names(string prefix) => Enumerable.Range(0, Devices).Select(i => prefix + i);

    private List<ResourceClaim> Claims() => _plane.All<ResourceClaim>(DeviceResources.Claims, "default");

    private async Task CreateAsync<T>(string json)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        var value = JsonModel.Read<T>(Encoding.UTF8.GetBytes(json.Replace('\'', '"')));
        (value.ApiVersion, value.Kind) = (new T().ApiVersion, new T().Kind);
        await _plane.Client.CreateAsync(value, CancellationToken.None);
    }

    /// <summary>A scheduler with books of its own, on turns of its own.</summary>
    private sealed class Rival
    {
        private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        private readonly Scheduler _scheduler;
        private readonly DecisionWriter _writer;

        public Rival(ControlPlaneFixture plane, Func<string, bool> mine)
        {
            var services = plane.Services;
            var books = new DeviceBooks(plane.Replica);
            var plugins = services.GetServices<PluginFactory>().Where(p => p.Name != DynamicResourcesPlugin.PluginName)
                .Append(new PluginFactory(DynamicResourcesPlugin.PluginName, context => new DynamicResourcesPlugin(context, books)));
            var factory = new SchedulerFactory(
                new SchedulerConfiguration([ProfileConfiguration.Default with { SchedulerName = "rival" }]),
                plugins,
                plane.Replica,
                services.GetRequiredService<IResourceClientFactory>(),
                services.GetRequiredService<EventRecorder>(),
                TimeProvider.System,
                NullLogger<SchedulerFactory>.Instance);
            _scheduler = factory.Make();
            _writer = factory.MakeWriter(_scheduler);
            var intake = new ChangeIntake(_scheduler);
            using var feed = new SchedulerFeed(plane.Replica, []);
            while (feed.Changes.TryRead(out var change))
            {
                if (change.Entry.Key.GroupResource == KnownResources.Nodes || mine(change.Entry.Key.Name))
                {
                    intake.Take(change);
                }
            }
        }

        public List<Decision> Decide()
        {
            var decisions = new List<Decision>();
            while (_scheduler.TryDecide(out var decision))
            {
                decisions.Add(decision);
            }

            return decisions;
        }

        public Task WriteAsync(List<Decision> decisions) => Task.Factory.StartNew(
            () => Task.WhenAll(decisions.Select(d => _writer.WriteAsync(d, CancellationToken.None))), CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
    }
}
