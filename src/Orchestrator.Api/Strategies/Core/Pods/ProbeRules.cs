using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks probes and lifecycle hooks: exactly one handler, complete, and numbers that make sense.</summary>
internal static class ProbeRules
{
    private const string OneHandler = "may not specify more than 1 handler type";
    private static readonly string[] Schemes = ["HTTP", "HTTPS"];

    public static void Validate(Probe? probe, FieldErrors errors, FieldPath path)
    {
        if (probe is null)
        {
            return;
        }

        var handlers = new Handlers(errors, path);
        handlers.Exec(probe.Exec);
        handlers.Http(probe.HttpGet);
        handlers.Tcp(probe.TcpSocket);
        handlers.Grpc(probe.Grpc);
        handlers.End();
        NonNegative(probe.InitialDelaySeconds, "initialDelaySeconds", errors, path);
        NonNegative(probe.TimeoutSeconds, "timeoutSeconds", errors, path);
        NonNegative(probe.PeriodSeconds, "periodSeconds", errors, path);
        NonNegative(probe.SuccessThreshold, "successThreshold", errors, path);
        NonNegative(probe.FailureThreshold, "failureThreshold", errors, path);
        if (probe.TerminationGracePeriodSeconds is <= 0)
        {
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), probe.TerminationGracePeriodSeconds, "must be greater than 0");
        }
    }

    /// <summary>A liveness or startup probe passes at the first success.</summary>
    public static void OneSuccess(Probe? probe, FieldErrors errors, FieldPath path)
    {
        if (probe is { SuccessThreshold: not 1 })
        {
            errors.Invalid(path.Child("successThreshold"), probe.SuccessThreshold ?? 0, "must be 1");
        }
    }

    public static void Lifecycle(Lifecycle? lifecycle, FieldErrors errors, FieldPath path)
    {
        Hook(lifecycle?.PostStart, errors, path.Child("postStart"));
        Hook(lifecycle?.PreStop, errors, path.Child("preStop"));
    }

    private static void Hook(LifecycleHandler? hook, FieldErrors errors, FieldPath path)
    {
        if (hook is null)
        {
            return;
        }

        var handlers = new Handlers(errors, path);
        handlers.Exec(hook.Exec);
        handlers.Http(hook.HttpGet);
        handlers.Tcp(hook.TcpSocket);
        handlers.Sleep(hook.Sleep);
        handlers.End();
    }

    private static void NonNegative(int? value, string field, FieldErrors errors, FieldPath path)
    {
        if (value < 0)
        {
            errors.Invalid(path.Child(field), value, "must be greater than or equal to 0");
        }
    }

    /// <summary>Counts and checks the handlers of one probe or hook.</summary>
    private struct Handlers(FieldErrors errors, FieldPath path)
    {
        private int _count;

        public void Exec(ExecAction? exec)
        {
            if (exec is not null && Next("exec") && exec.Command is not { Count: > 0 })
            {
                errors.Required(path.Child("exec", "command"));
            }
        }

        public void Http(HTTPGetAction? http)
        {
            if (http is null || !Next("httpGet"))
            {
                return;
            }

            var at = path.Child("httpGet");
            if (string.IsNullOrEmpty(http.Path))
            {
                errors.Required(at.Child("path"));
            }

            PortRules.NumberOrName(http.Port, errors, at.Child("port"));
            PodSpecValidation.OneOf(http.Scheme, Schemes, errors, at.Child("scheme"));
            foreach (var header in http.HttpHeaders ?? [])
            {
                errors.Invalid(at.Child("httpHeaders"), header.Name, ValueRules.HttpHeaderName(header.Name));
            }
        }

        public void Tcp(TCPSocketAction? tcp)
        {
            if (tcp is not null && Next("tcpSocket"))
            {
                PortRules.NumberOrName(tcp.Port, errors, path.Child("tcpSocket", "port"));
            }
        }

        public void Grpc(GRPCAction? grpc)
        {
            if (grpc is not null && Next("grpc"))
            {
                errors.Invalid(path.Child("grpc", "port"), grpc.Port, ValueRules.PortNumber(grpc.Port));
            }
        }

        public void Sleep(SleepAction? sleep)
        {
            if (sleep is not null && Next("sleep") && sleep.Seconds < 0)
            {
                errors.Invalid(path.Child("sleep"), sleep.Seconds, "must be a non-negative integer");
            }
        }

        public readonly void End()
        {
            if (_count == 0)
            {
                errors.Required(path, "must specify a handler type");
            }
        }

        private bool Next(string field)
        {
            if (_count++ == 0)
            {
                return true;
            }

            errors.Forbidden(path.Child(field), OneHandler);
            return false;
        }
    }
}
