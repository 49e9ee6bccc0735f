namespace Orchestrator.Silo.Metrics;

/// <summary>How a request is told from others in metrics, under a real server's names.</summary>
internal readonly record struct RequestLabels(string Verb, string Group, string Version, string Resource, string Subresource, string Scope, bool DryRun)
{
    /// <summary>Compares quickly: the strings are mostly the same objects.</summary>
    internal sealed class Comparer : IEqualityComparer<RequestLabels>
    {
        public bool Equals(RequestLabels x, RequestLabels y) =>
            x.DryRun == y.DryRun && x.Verb == y.Verb && x.Resource == y.Resource && x.Group == y.Group && x.Version == y.Version
            && x.Subresource == y.Subresource && x.Scope == y.Scope;

        public int GetHashCode(RequestLabels obj) =>
            (Weight(obj.Verb) * 31) + (Weight(obj.Resource) * 1009) + (Weight(obj.Subresource) * 7) + (obj.Scope.Length * 3) + obj.Group.Length;

        private static int Weight(string text) => text.Length == 0 ? 0 : (text.Length * 131) + text[0] + (text[^1] * 17);
    }
}
