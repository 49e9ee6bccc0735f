using System.Text;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Bench.Suites;

/// <summary>The objects that the suites write.</summary>
internal static class Objects
{
    private static readonly string Kilobyte = new('x', 800);

    /// <summary>A ConfigMap of about 1 KiB.</summary>
    public static byte[] ConfigMap(string name) => Encoding.UTF8.GetBytes(
        $$$$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{{{name}}}}}","labels":{"app":"bench"}},"data":{"key":"{{{{{Kilobyte}}}}}"}}""");

    /// <summary>The same as it is stored.</summary>
    public static Document Document(string name) => Ledger.Contract.Document.Find(Encoding.UTF8.GetBytes(
        $$$$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{{{name}}}}}","namespace":"default","resourceVersion":"REVISION","labels":{"app":"bench"}},"data":{"key":"{{{{{Kilobyte}}}}}"}}"""));

    /// <summary>A Pod as a small deployment makes it.</summary>
    public static byte[] Pod(string name) => Encoding.UTF8.GetBytes(
        $$$$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{{name}}}}}","labels":{"app":"bench","tier":"web"}},"spec":{"containers":[{"name":"main","image":"example.org/bench/main:1.0",
        "command":["/bin/server","--port=8080"],"env":[{"name":"MODE","value":"production"}],"ports":[{"containerPort":8080}],
        "resources":{"requests":{"cpu":"10m","memory":"16Mi"},"limits":{"cpu":"500m","memory":"128Mi"}}}]}}
        """);

    /// <summary>A Deployment of such pods.</summary>
    public static byte[] Deployment(string name, int replicas) => Encoding.UTF8.GetBytes(
        $$$$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{{{name}}}}}"},"spec":{"replicas":{{{{{replicas}}}}},"selector":{"matchLabels":{"app":"{{{{{name}}}}}"}},
        "template":{"metadata":{"labels":{"app":"{{{{{name}}}}}"}},"spec":{"containers":[{"name":"main","image":"example.org/bench/main:1.0","resources":{"requests":{"cpu":"10m","memory":"16Mi"}}}]}}}}
        """);

    /// <summary>A merge patch that changes something each time.</summary>
    public static byte[] Patch(int number) => Encoding.UTF8.GetBytes($$$$$"""{"metadata":{"annotations":{"n":"{{{{{number}}}}}"}}}""");
}
