using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Admission.ServiceAccount;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>As whom pods run, and what they get for it.</summary>
public sealed class ServiceAccountTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    private static readonly ServiceAccountOptions Options = new() { MountTokens = true, DefaultAccountPatience = TimeSpan.FromMilliseconds(300) };

    private ServiceAccountPlugin Plugin => new(new ServiceAccountReader(cluster.Replica, cluster.Ledger, Options), Options);

    [Fact]
    public async Task A_pod_gets_the_default_account_and_a_volume_to_reach_the_api_by()
    {
        var attributes = Pod(await cluster.NamespaceAsync());

        await Plugin.AskAsync(attributes);

        var spec = ((Pod)attributes.Object!).Spec;
        spec.ServiceAccountName.ShouldBe("default");
        spec.ServiceAccount.ShouldBe("default");
        var volume = spec.Volumes.ShouldHaveSingleItem();
        volume.Name.ShouldMatch("^kube-api-access-[a-z0-9]{5}$");
        System.Text.Encoding.UTF8.GetString(JsonModel.ToBytes(volume.Projected!)).ShouldBe(
            """{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},{"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],"defaultMode":420}""");
        foreach (var container in spec.Containers.Concat(spec.InitContainers!))
        {
            System.Text.Encoding.UTF8.GetString(JsonModel.ToBytes(container.VolumeMounts.ShouldHaveSingleItem())).ShouldBe(
                $$"""{"name":"{{volume.Name}}","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}""");
        }
    }

    [Theory]
    [InlineData(""" "automountServiceAccountToken":false """, "", false)]
    [InlineData(""" "automountServiceAccountToken":false """, ""","automountServiceAccountToken":true """, true)]
    [InlineData(""" "automountServiceAccountToken":true """, ""","automountServiceAccountToken":false """, false)]
    public async Task The_pod_and_then_the_account_decide_about_the_volume(string account, string pod, bool mounted)
    {
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("serviceaccounts", "a", ns).CreateAsync($$"""{ {{account}} }""")).Expect(201);
        var attributes = Pod(ns, ""","serviceAccountName":"a" """ + pod);

        await Plugin.AskAsync(attributes);

        (((Pod)attributes.Object!).Spec.Volumes is { Count: 1 }).ShouldBe(mounted);
    }

    [Fact]
    public async Task A_container_that_mounts_something_there_is_left_alone()
    {
        var attributes = Asking.Create(
            "pods",
            $$"""{"metadata":{"name":"p","namespace":"{{await cluster.NamespaceAsync()}}"},"spec":{"containers":[{"name":"c","volumeMounts":[{"name":"own","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}] } }""");

        await Plugin.AskAsync(attributes);

        ((Pod)attributes.Object!).Spec.Volumes.ShouldBeNull();
    }

    [Fact]
    public async Task An_account_must_exist()
    {
        var ns = await cluster.NamespaceAsync();

        (await Plugin.RefusalAsync(Pod(ns, ""","serviceAccountName":"absent" """)))
            .ShouldBe($"pods \"p\" is forbidden: error looking up service account {ns}/absent: serviceaccount \"absent\" not found");
    }

    [Fact]
    public async Task The_default_account_of_a_new_namespace_is_waited_for()
    {
        (await cluster.Namespace("young").CreateAsync()).Expect(201);
        var patient = new ServiceAccountOptions { DefaultAccountPatience = TimeSpan.FromSeconds(20) };
        var plugin = new ServiceAccountPlugin(new ServiceAccountReader(cluster.Replica, cluster.Ledger, patient), patient);

        var asked = plugin.RefusalAsync(Pod("young"));
        asked.IsCompleted.ShouldBeFalse();
        (await cluster.Subject("serviceaccounts", "default", "young").CreateAsync()).Expect(201);

        (await asked).ShouldBeNull();
        (await cluster.Namespace("without").CreateAsync()).Expect(201);
        (await Plugin.RefusalAsync(Pod("without")))!.ShouldContain("error looking up service account without/default: serviceaccount \"default\" not found");
    }

    [Fact]
    public async Task Pull_secrets_come_from_the_account_unless_the_pod_has_its_own()
    {
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("serviceaccounts", "a", ns).CreateAsync("""{"imagePullSecrets":[{"name":"registry"}]}""")).Expect(201);
        var (plain, own) = (Pod(ns, ""","serviceAccountName":"a" """), Pod(ns, ""","serviceAccountName":"a","imagePullSecrets":[{"name":"mine"}]"""));

        await Plugin.AskAsync(plain);
        await Plugin.AskAsync(own);

        ((Pod)plain.Object!).Spec.ImagePullSecrets!.Select(secret => secret.Name).ShouldBe(["registry"]);
        ((Pod)own.Object!).Spec.ImagePullSecrets!.Select(secret => secret.Name).ShouldBe(["mine"]);
    }

    [Theory]
    [InlineData(""","volumes":[{"name":"v","secret":{"secretName":"s"}}]""", "volume with secret.secretName=\"s\" is not allowed because service account strict does not reference that secret")]
    [InlineData(""","volumes":[{"name":"v","secret":{"secretName":"ok"}}]""", null)]
    [InlineData(""","imagePullSecrets":[{"name":"s"}]""", "imagePullSecrets[0].name=\"s\" is not allowed because service account strict does not reference that imagePullSecret")]
    public async Task A_strict_account_lists_the_secrets_that_its_pods_may_use(string spec, string? why)
    {
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("serviceaccounts", "strict", ns).CreateAsync(
            """{"metadata":{"annotations":{"kubernetes.io/enforce-mountable-secrets":"true"}},"secrets":[{"name":"ok"}]}""")).Expect(201);

        (await Plugin.RefusalAsync(Pod(ns, ""","serviceAccountName":"strict" """ + spec))).ShouldBe(why is null ? null : "pods \"p\" is forbidden: " + why);
    }

    [Fact]
    public async Task A_mirror_pod_stays_as_it_is_and_refers_to_nothing()
    {
        var ns = await cluster.NamespaceAsync();
        string Mirror(string spec) => $$$"""{"metadata":{"name":"p","namespace":"{{{ns}}}","annotations":{"kubernetes.io/config.mirror":"x"}},"spec":{"containers":[]{{{spec}}} } }""";
        var plain = Asking.Create("pods", Mirror(""));

        (await Plugin.RefusalAsync(plain)).ShouldBeNull();
        ((Pod)plain.Object!).Spec.ServiceAccountName.ShouldBeNull();
        (await Plugin.RefusalAsync(Asking.Create("pods", Mirror(""","serviceAccountName":"a" """))))!.ShouldContain("a mirror pod may not reference service accounts");
        (await Plugin.RefusalAsync(Asking.Create("pods", Mirror(""","volumes":[{"name":"v","secret":{"secretName":"s"}}]"""))))!.ShouldContain("a mirror pod may not reference secrets");
        (await Plugin.RefusalAsync(Asking.Create("pods", Mirror(""","volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]"""))))!
            .ShouldContain("a mirror pod may not use ServiceAccountToken volume projections");
    }

    private static AdmissionAttributes Pod(string ns, string spec = "") => Asking.Create(
        "pods", $$$"""{"metadata":{"name":"p","namespace":"{{{ns}}}"},"spec":{"initContainers":[{"name":"i"}],"containers":[{"name":"c"}]{{{spec}}} } }""");
}
