using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Orchestrator.Silo.Hosting;

/// <summary>What the process logs: one line each to standard error; the frameworks' only from warnings up.</summary>
internal static class SiloLogging
{
    public static ILoggingBuilder AddSilo(this ILoggingBuilder logging) => logging
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Orleans", LogLevel.Warning)
        .AddFilter("Orleans.Runtime.Silo", LogLevel.Error) // its warnings recommend the server's garbage collector: more memory for no more speed here
        .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error) // at a slow start it takes the time since the machine's boot for a stall
        .AddFilter("Polly", LogLevel.Warning) // Orleans' retries
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None) // or every request pays for a log scope
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
}
