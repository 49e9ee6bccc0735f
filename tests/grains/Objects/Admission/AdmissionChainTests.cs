using Orchestrator.Grains.Objects.Admission;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>The chain: whom it asks, and in which order.</summary>
public sealed class AdmissionChainTests
{
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Plugins_stand_in_their_order_however_they_were_registered_and_all_admit_before_any_validates()
    {
        var chain = new AdmissionChain([Plugin("ResourceQuota"), Plugin("MutatingAdmissionWebhook"), Plugin("NamespaceLifecycle"), Plugin("PodSecurity")]);
        var attributes = Asking.Create("pods", Samples.Pod);

        await chain.AdmitAsync(attributes);
        await chain.ValidateAsync(attributes);

        _asked.ShouldBe(
        [
            "NamespaceLifecycle admits", "PodSecurity admits", "MutatingAdmissionWebhook admits", "ResourceQuota admits",
            "NamespaceLifecycle validates", "PodSecurity validates", "MutatingAdmissionWebhook validates", "ResourceQuota validates",
        ]);
    }

    [Fact]
    public async Task A_plugin_is_asked_only_for_what_it_handles()
    {
        var chain = new AdmissionChain([Plugin("Priority", target => target.Resource.Resource == "pods")]);

        await chain.AdmitAsync(Asking.Create("configmaps", "{}"));
        await chain.AdmitAsync(Asking.Create("pods", Samples.Pod));

        _asked.ShouldBe(["Priority admits"]);
    }

    [Fact]
    public void A_plugin_without_a_place_is_refused_at_the_start() =>
        Should.Throw<ArgumentException>(() => new AdmissionChain([Plugin("AlwaysDeny")])).Message.ShouldContain("AlwaysDeny");

    private Recorder Plugin(string name, Func<AdmissionTarget, bool>? handles = null) => new(name, handles ?? (_ => true), _asked);

    private sealed class Recorder(string name, Func<AdmissionTarget, bool> handles, List<string> asked) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
    {
        public string Name => name;

        public bool Handles(AdmissionTarget target) => handles(target);

        public ValueTask AdmitAsync(AdmissionAttributes attributes)
        {
            asked.Add(name + " admits");
            return ValueTask.CompletedTask;
        }

        public ValueTask ValidateAsync(AdmissionAttributes attributes)
        {
            asked.Add(name + " validates");
            return ValueTask.CompletedTask;
        }
    }
}
