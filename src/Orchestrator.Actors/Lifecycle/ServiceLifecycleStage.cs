namespace Orleans;

/// <summary>The stages of a silo's start, with the values of Orleans.</summary>
public static class ServiceLifecycleStage
{
    public const int First = int.MinValue;
    public const int RuntimeInitialize = 2000;
    public const int RuntimeServices = 4000;
    public const int RuntimeStorageServices = 6000;
    public const int RuntimeGrainServices = 8000;
    public const int ApplicationServices = 10000;

    /// <summary>Stopping: all grains are deactivated here.</summary>
    public const int GrainDeactivation = BecomeActive - 1;

    public const int BecomeActive = Active - 1;

    /// <summary>The silo serves.</summary>
    public const int Active = 20000;

    public const int Last = int.MaxValue;
}
