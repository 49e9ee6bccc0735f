using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Claims with real containers: data outlives pods, and goes with its claim.</summary>
public sealed class PersistentVolumeTests
{
    [SkippableFact]
    public async Task Data_survives_a_pods_replacement_and_goes_with_the_claim()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();
        (await cluster.KubectlAsync("get", "storageclass")).ShouldMatch(@"local-path \(default\)\s+orchestrator.io/local-path\s+Delete\s+WaitForFirstConsumer\s+true");

        await cluster.ApplyAsync(Manifest);
        await WritesAsync(cluster, 1);
        var volume = await cluster.KubectlAsync("get", "pvc", "data", "-o", "jsonpath={.spec.volumeName}");
        var path = await cluster.KubectlAsync("get", "pv", volume, "-o", "jsonpath={.spec.local.path}");
        path.ShouldStartWith(cluster.Data);
        (await File.ReadAllLinesAsync(Path.Combine(path, "log"))).Length.ShouldBe(1);

        // The next pod of the deployment finds what the first one wrote.
        await cluster.KubectlAsync("rollout", "restart", "deployment/writer");
        await cluster.KubectlAsync("rollout", "status", "deployment/writer", "--timeout=90s");
        await WritesAsync(cluster, 2);

        await cluster.KubectlAsync("patch", "pvc", "data", "-p", """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""");
        await cluster.KubectlAsync("wait", "pvc/data", "--for=jsonpath={.status.capacity.storage}=2Gi", "--timeout=30s");

        // A claim in use stays; then it goes, with its volume and the directory.
        await cluster.KubectlAsync("delete", "pvc", "data", "--wait=false");
        (await cluster.KubectlAsync("get", "pvc", "data")).ShouldContain("Terminating");
        await cluster.KubectlAsync("delete", "deployment", "writer");
        await cluster.KubectlAsync("wait", "pvc/data", $"pv/{volume}", "--for=delete", "--timeout=60s");
        Directory.Exists(path).ShouldBeFalse();
    }

    private static Task WritesAsync(Cluster cluster, int lines) => Eventually.BecomesAsync(
        async () => (await cluster.TryKubectlAsync(null, "logs", "deployment/writer")).Output.Trim(),
        output => output == string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lines}"),
        TimeSpan.FromSeconds(60));

    private const string Manifest = """
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: writer}
        spec:
          strategy: {type: Recreate}
          selector: {matchLabels: {app: writer}}
          template:
            metadata: {labels: {app: writer}}
            spec:
              terminationGracePeriodSeconds: 0
              volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
              containers:
              - name: writer
                image: hello:1
                command: [sh, -c, "echo line >>/data/log; wc -l </data/log; sleep 1000"]
                volumeMounts: [{name: data, mountPath: /data}]
        """;
}
