using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Ownership;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>The end of every verb: a finished object becomes the next version, or is only shown (dry run), or changes nothing.</summary>
internal static class Saving
{
    /// <summary>Saves the object and answers with it.</summary>
    public static WriteOutcome Save(WriteContext context, IKubeObject value, int code)
    {
        var version = Put(context, value);
        return WriteOutcome.Of(code, version, context.Warnings);
    }

    /// <summary>Saves the object; returns the version that an answer shows, which is the present one when nothing changes.</summary>
    public static ObjectVersion Put(WriteContext context, IKubeObject value)
    {
        var current = context.Current;
        if (context.Request.Options.DryRun)
        {
            return Show(context, value);
        }

        var version = Encode(context.Kind, value);
        if (current is not null && context.Companions.Count == 0
            && (version.SameAs(current) || (UnchangedFields.KeepTimes(context, value, version.Utf8.Span) && Encode(context.Kind, value).SameAs(current))))
        {
            return current;
        }

        context.Pending.Put(version, context.Companions);
        return version;
    }

    /// <summary>Ends the object, whose last state is given; returns that version.</summary>
    public static async ValueTask<ObjectVersion> RemoveAsync(WriteContext context, IKubeObject last)
    {
        if (context.Request.Options.DryRun)
        {
            return Show(context, last);
        }

        await context.Behavior.ReleaseAsync(context, last);
        var version = Encode(context.Kind, last);
        context.Pending.Remove(version, context.Companions);
        return version;
    }

    /// <summary>A dry run shows the version that the object has, and a new object has none.</summary>
    private static ObjectVersion Show(WriteContext context, IKubeObject value)
    {
        value.Metadata.ResourceVersion = context.Current?.ResourceVersion;
        return ObjectVersion.Shown(context.Kind, value, Bytes(context.Kind, value));
    }

    private static ObjectVersion Encode(KindDescriptor kind, IKubeObject value)
    {
        value.Metadata.ResourceVersion = Document.RevisionPlaceholder;
        return ObjectVersion.Pending(kind, value, Bytes(kind, value));
    }

    private static byte[] Bytes(KindDescriptor kind, IKubeObject value)
    {
        using var buffer = new PooledBufferWriter();
        kind.Encode(value, buffer);
        return buffer.WrittenCount <= StatusFactory.MaximumBodyBytes
            ? buffer.WrittenSpan.ToArray()
            : throw new ApiException(StatusFactory.BodyTooLarge());
    }
}
