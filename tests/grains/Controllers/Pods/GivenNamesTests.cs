using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Tests.Controllers.Jobs;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Pods;

/// <summary>Names that pods had which have gone.</summary>
public sealed class GivenNamesTests : IAsyncLifetime
{
    private readonly OtherSilo _other = new();
    private readonly ControlPlaneFixture _cluster;

    public GivenNamesTests() => _cluster = new ControlPlaneFixture { Configure = services => services.AddSingleton<IAdmissionPlugin>(_other) };

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_that_knows_less_learns_which_names_were_given()
    {
        var ns = await _cluster.NamespaceAsync();
        await _cluster.Client.CreateAsync(Make.ReplicaSet(ns, 3), CancellationToken.None);
        await _cluster.Client.CreateAsync(
            new Api.Models.Batch.V1.Job { Metadata = new() { Name = "work", Namespace = ns }, Spec = JobFixture.Spec() }, CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Pods(ns).Count(PodState.IsActive) == 4, "all are there");
        _other.Refused.Count.ShouldBe(4);
        _cluster.Pods(ns).Select(pod => pod.Metadata.Name!).Intersect(_other.Refused.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_controller_never_gives_a_name_twice_and_a_person_may()
    {
        var ns = await _cluster.NamespaceAsync();
        _other.Most = 0;
        await _cluster.Client.CreateAsync(Make.ReplicaSet(ns, 1), CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Pods(ns).Count == 1, "its pod is there");
        var pod = _cluster.Pods(ns)[0];
        var key = KnownResources.Pods.Key(ns, pod.Metadata.Name!);
        await _cluster.Client.DeleteAsync(key, new Contract.WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Pods(ns).Count == 1 && _cluster.Replica.Get(key) is null, "another is there");

        var again = PodFactory.Make(_cluster.Find<Api.Models.Apps.V1.ReplicaSet>(KnownResources.ReplicaSets, ns, "set")!, Make.ReplicaSet(ns, 1).Spec.Template, pod.Metadata.Name!);
        var controller = _cluster.Services.GetRequiredService<Grains.Objects.Clients.IResourceClientFactory>().For("system:serviceaccount:kube-system:replicaset-controller");
        (await Should.ThrowAsync<ApiException>(() => controller.CreateAsync(again, CancellationToken.None))).Status.Reason.ShouldBe("Conflict");
        await _cluster.Client.CreateAsync(again, CancellationToken.None);
    }

    /// <summary>Refuses the first names that controllers ask for, as a silo does that has seen their pods go.</summary>
    private sealed class OtherSilo : IValidatingAdmissionPlugin
    {
        public ConcurrentDictionary<string, bool> Refused { get; } = [];

        public int Most { get; set; } = 4;

        public string Name => "ValidatingAdmissionPolicy";

        public bool Handles(AdmissionTarget target) => target.Is(KnownResources.Pods, AdmissionOperation.Create);

        public ValueTask ValidateAsync(AdmissionAttributes attributes)
        {
            var name = attributes.Key.Name;
            if (Refused.ContainsKey(name) || (Refused.Count < Most && Refused.TryAdd(name, true)))
            {
                throw new ApiException(StatusFactory.Conflict(KnownResources.Pods, name, "a pod of this name has come and gone already"));
            }

            return ValueTask.CompletedTask;
        }
    }
}
