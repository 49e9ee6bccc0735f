namespace Orleans.Configuration;

/// <summary>How calls are made.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for an answer before it gets a <see cref="TimeoutException"/>.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>How calls are made from within a silo.</summary>
public class SiloMessagingOptions : MessagingOptions;

/// <summary>How calls are made by a client. Not used: a silo's own client follows <see cref="SiloMessagingOptions"/>.</summary>
public class ClientMessagingOptions : MessagingOptions;
