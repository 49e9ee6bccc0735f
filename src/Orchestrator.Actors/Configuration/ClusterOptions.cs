namespace Orleans.Configuration;

/// <summary>The cluster's identity.</summary>
public class ClusterOptions
{
    /// <summary>Of this cluster.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>Of the service, which may outlive the cluster.</summary>
    public string ServiceId { get; set; } = "default";
}
