using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>What a pod's spec asks for reaches its containers: volumes, environment, order, restarts, limits, logs.</summary>
public sealed class PodTests
{
    [SkippableFact]
    public async Task Volumes_environment_restarts_and_resources_reach_the_containers()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();
        var host = Directory.CreateDirectory(Path.Combine(cluster.Data, "host-path")).FullName;
        await File.WriteAllTextAsync(Path.Combine(host, "file"), "from-host");

        await cluster.ApplyAsync(Manifest(host));
        await cluster.KubectlAsync("wait", "pod/whole", "pod/on-failure", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s");
        await cluster.KubectlAsync("wait", "pod/never", "--for=jsonpath={.status.phase}=Failed", "--timeout=60s");

        (await cluster.KubectlAsync("logs", "whole", "-c", "main")).ShouldBe("from-map from-secret from-init from-host\nfrom-map from-secret whole 64\n67108864\n");
        (await cluster.KubectlAsync("logs", "whole", "-c", "first")).ShouldBe("initialized\n");
        (await cluster.KubectlAsync("logs", "whole", "--all-containers", "--prefix")).ShouldContain("[pod/whole/main] from-map from-secret whole 64");
        (await cluster.KubectlAsync("logs", "whole", "-c", "main", "--limit-bytes=8")).ShouldBe("from-map");
        (await cluster.KubectlAsync("logs", "whole", "-c", "main", "--timestamps", "--tail=1")).ShouldMatch(@"^\d{4}-\d\d-\d\dT\S+Z 67108864\n$");
        (await File.ReadAllTextAsync(Path.Combine(host, "written"))).ShouldBe("by-pod\n");
        (await StatusAsync(cluster, "never", "{.restartCount} {.state.terminated.exitCode} {.state.terminated.reason}")).ShouldBe("0 3 Error");
        (await StatusAsync(cluster, "on-failure", "{.restartCount} {.state.terminated.exitCode} {.state.terminated.reason}")).ShouldBe("1 0 Completed");
        (await cluster.KubectlAsync("logs", "on-failure", "--previous")).ShouldBe("failing\n");
    }

    private static Task<string> StatusAsync(Cluster cluster, string pod, string fields) => cluster.KubectlAsync(
        "get", "pod", pod, "-o", $"jsonpath={{range .status.containerStatuses[0]}}{fields}{{end}}");

    private static string Manifest(string host) => $$$$"""
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {key: from-map}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: hidden}, stringData: {key: from-secret}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: whole}
        spec:
          restartPolicy: Never
          volumes:
          - {name: map, configMap: {name: map}}
          - {name: hidden, secret: {secretName: hidden}}
          - {name: shared, emptyDir: {}}
          - {name: host, hostPath: {path: {{{{host}}}}, type: Directory}}
          initContainers:
          - name: first
            image: hello:1
            command: [sh, -c, "echo -n from-init >/shared/file; echo initialized"]
            volumeMounts: [{name: shared, mountPath: /shared}]
          containers:
          - name: main
            image: hello:1
            command: [sh, -c, "echo $(cat /map/key) $(cat /hidden/key) $(cat /shared/file) $(cat /host/file); echo $A $B $C $D; echo by-pod >/host/written; cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes"]
            resources: {limits: {memory: 64Mi, cpu: 500m}}
            env:
            - {name: A, valueFrom: {configMapKeyRef: {name: map, key: key}}}
            - {name: B, valueFrom: {secretKeyRef: {name: hidden, key: key}}}
            - {name: C, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: D, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
            volumeMounts:
            - {name: map, mountPath: /map}
            - {name: hidden, mountPath: /hidden, readOnly: true}
            - {name: shared, mountPath: /shared}
            - {name: host, mountPath: /host}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: never}, spec: {restartPolicy: Never, containers: [{name: c, image: "hello:1", command: [sh, -c, exit 3]}]}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: on-failure}
        spec:
          restartPolicy: OnFailure
          volumes: [{name: state, emptyDir: {}}]
          containers:
          - name: c
            image: hello:1
            command: [sh, -c, "[ -e /state/tried ] && exit 0; echo failing; touch /state/tried; exit 1"]
            volumeMounts: [{name: state, mountPath: /state}]
        """;
}
