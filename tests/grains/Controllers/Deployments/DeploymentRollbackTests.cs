using Orchestrator.Grains.Controllers.Deployments;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

/// <summary>Going back by the annotation that stands for what <c>extensions/v1beta1</c> had as <c>spec.rollbackTo</c>.</summary>
public class DeploymentRollbackTests(ControlPlaneFixture cluster) : DeploymentCases(cluster)
{
    [Theory]
    [InlineData("0", "web:2", 2)]
    [InlineData("1", "web:1", 1)]
    public async Task It_brings_template_and_annotations_of_a_revision(string to, string image, int revision)
    {
        var ns = await CreateAsync(2, "rollback-" + to);
        await PatchAsync(ns, "{'metadata':{'annotations':{'kubernetes.io/change-cause':'the first'}}}");
        await Cluster.UntilAsync(() => Sets(ns).Exists(set => set.Metadata.Annotations!.GetValueOrDefault("kubernetes.io/change-cause") == "the first"), "its set says why");
        foreach (var next in (string[])["web:2", "web:3"])
        {
            await PatchAsync(ns, $"{{'metadata':{{'annotations':{{'kubernetes.io/change-cause':'{next}'}}}}}}");
            await SetImageAsync(ns, next);
            await UntilCompleteAsync(ns, 2, next);
        }

        await RollBackAsync(ns, to);
        await UntilCompleteAsync(ns, 2, image);
        var annotations = Deployment(ns).Metadata.Annotations!;
        annotations.ShouldNotContainKey(DeploymentAnnotations.RollbackTo);
        annotations["deployment.kubernetes.io/revision"].ShouldBe("4");
        Sets(ns).Count.ShouldBe(3);
        await Cluster.UntilAsync(() => Told(ns, "DeploymentRollback", $"Rolled back deployment \"web\" to revision {revision}"), "an event tells");
    }

    [Theory]
    [InlineData("0", "DeploymentRollbackRevisionNotFound", "Unable to find last revision.")]
    [InlineData("7", "DeploymentRollbackRevisionNotFound", "Unable to find the revision to rollback to.")]
    [InlineData("1", "DeploymentRollbackTemplateUnchanged", "The rollback revision contains the same template as current deployment \"web\"")]
    public async Task What_cannot_be_gone_back_to_is_told_and_forgotten(string to, string reason, string message)
    {
        var ns = await CreateAsync(1, "no-rollback-" + to);
        await RollBackAsync(ns, to);
        await Cluster.UntilAsync(
            () => !Deployment(ns).Metadata.Annotations!.ContainsKey(DeploymentAnnotations.RollbackTo) && Told(ns, reason, message), "the annotation goes, and an event tells");
        Sets(ns).Count.ShouldBe(1);
    }

    private Task RollBackAsync(string ns, string to) => PatchAsync(ns, $"{{'metadata':{{'annotations':{{'{DeploymentAnnotations.RollbackTo}':'{to}'}}}}}}");
}
