namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>The plugins of one scheduler name, by extension point, in the order in which they are asked.</summary>
internal sealed class Profile
{
    /// <param name="name">What pods ask for in <c>spec.schedulerName</c>.</param>
    /// <param name="plugins">The plugins, with the weights of those that score.</param>
    public Profile(string name, IReadOnlyList<(IPlugin Plugin, int Weight)> plugins)
    {
        Name = name;
        Plugins = [.. plugins.Select(p => p.Plugin)];
        PreEnqueue = Of<IPreEnqueuePlugin>();
        NodeFilters = Of<INodeFilterPlugin>();
        Filters = Of<IFilterPlugin>();
        PostFilters = Of<IPostFilterPlugin>();
        NodeScores = Scoring<INodeScorePlugin>(plugins);
        Scores = Scoring<IScorePlugin>(plugins);
        Reserve = Of<IReservePlugin>();
        Permit = Of<IPermitPlugin>();
        PreBind = Of<IPreBindPlugin>();
        Bind = Of<IBindPlugin>();
        Hints = new HintBook(Plugins);
    }

    /// <summary>What pods ask for in <c>spec.schedulerName</c>.</summary>
    public string Name { get; }

    /// <summary>All of them.</summary>
    public IPlugin[] Plugins { get; }

    /// <summary>May the pod be tried at all?</summary>
    public IPreEnqueuePlugin[] PreEnqueue { get; }

    /// <summary>May the pod run there, going by the node alone?</summary>
    public INodeFilterPlugin[] NodeFilters { get; }

    /// <summary>May the pod run there?</summary>
    public IFilterPlugin[] Filters { get; }

    /// <summary>Can room be made?</summary>
    public IPostFilterPlugin[] PostFilters { get; }

    /// <summary>How good is it there, going by the node alone?</summary>
    public Weighted<INodeScorePlugin>[] NodeScores { get; }

    /// <summary>How good is it there?</summary>
    public Weighted<IScorePlugin>[] Scores { get; }

    /// <summary>Takes what the pod needs.</summary>
    public IReservePlugin[] Reserve { get; }

    /// <summary>May it be bound now?</summary>
    public IPermitPlugin[] Permit { get; }

    /// <summary>What must be written first.</summary>
    public IPreBindPlugin[] PreBind { get; }

    /// <summary>Gives the pod its node.</summary>
    public IBindPlugin[] Bind { get; }

    /// <summary>What can help pods that a plugin turned away.</summary>
    public HintBook Hints { get; }

    private T[] Of<T>() => [.. Plugins.OfType<T>()];

    private static Weighted<T>[] Scoring<T>(IReadOnlyList<(IPlugin Plugin, int Weight)> plugins) =>
        [.. plugins.Where(p => p.Plugin is T).Select(p => new Weighted<T>((T)p.Plugin, Math.Max(1, p.Weight)))];
}

/// <summary>A plugin that scores, and how much it counts among the others.</summary>
internal readonly record struct Weighted<T>(T Plugin, int Weight);
