namespace Orleans.Configuration;

/// <summary>The silo's identity.</summary>
public class SiloOptions
{
    /// <summary>Its name; made from machine and port when not set.</summary>
    public string? SiloName { get; set; }
}
